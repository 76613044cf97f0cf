package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.domain.app.App;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Apps, their credentials, and who is let in. */
class AccessTest {

    private static final Secret ADMIN = Secret.of("the-admin-token");

    private final World world = World.withCallbacks();
    private final Apps apps = new Apps(world.stores.apps(), world.timing, world.ids, new Random(7));
    private final Authentication authentication = new Authentication(world.stores.apps(), world.stores.keys(),
            world.timing, ADMIN);

    @Test
    void newApp_isLetInWithItsSecret() {
        Apps.WithSecret made = apps.create(" Shop ");

        assertThat(letIn(made.app(), made.secret())).isEqualTo(made.app());
        assertThat(made.app().name()).isEqualTo("Shop");
        assertThat(apps.all()).contains(made.app());
    }

    @Test
    void twoApps_shareNeitherKeyNorSecret() {
        Apps.WithSecret one = apps.create("One");
        Apps.WithSecret two = apps.create("Two");

        assertThat(one.app().key()).isNotEqualTo(two.app().key());
        assertThat(one.secret()).isNotEqualTo(two.secret());
        assertThatThrownBy(() -> letIn(one.app(), two.secret())).isInstanceOf(Problem.Denied.class);
    }

    @Test
    void rotation_voidsTheOldSecretAtOnce() {
        Apps.WithSecret made = apps.create("Shop");
        Secret rotated = apps.rotateSecret(made.app().id()).secret();

        assertThat(letIn(made.app(), rotated).id()).isEqualTo(made.app().id());
        assertThatThrownBy(() -> letIn(made.app(), made.secret())).isInstanceOf(Problem.Denied.class);
    }

    @Test
    void rotationForAnUnknownApp_isNotFound() {
        assertThatThrownBy(() -> apps.rotateSecret(Samples.app().id())).isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void secrets_arePrintedNowhere() {
        Apps.WithSecret made = apps.create("Shop");

        assertThat(made.toString()).doesNotContain(made.secret().reveal());
    }

    @Test
    void whateverIsWrongWithTheCredentials_isDeniedInTheSameWords() {
        String key = world.app.key().value();
        List<String> messages = Stream.of(
                denied(Optional.empty(), Optional.empty()),
                denied(Optional.of(key), Optional.empty()),
                denied(Optional.empty(), Optional.of(Samples.API_SECRET)),
                denied(Optional.of(key), Optional.of(Secret.of("wrong"))),
                denied(Optional.of("unknown"), Optional.of(Samples.API_SECRET)),
                denied(Optional.of("not a key"), Optional.of(Samples.API_SECRET))).distinct().toList();

        assertThat(messages).singleElement().asString().contains("X-ENGAGESPOT-API-KEY", "X-ENGAGESPOT-API-SECRET");
    }

    @Test
    void admin_isLetInWithTheTokenOnly() {
        authentication.admin(Optional.of(Secret.of("the-admin-token")));

        assertThatThrownBy(() -> authentication.admin(Optional.of(Secret.of("the-admin-toke"))))
                .isInstanceOf(Problem.Denied.class).hasMessageContaining("Authorization: Bearer");
        assertThatThrownBy(() -> authentication.admin(Optional.empty())).isInstanceOf(Problem.Denied.class);
    }

    @Test
    void badName_isInvalid() {
        for (String name : new String[]{null, "", " ", "a\nb", "x".repeat(101)}) {
            assertThatThrownBy(() -> apps.create(name)).isInstanceOf(Problem.Invalid.class)
                    .hasMessage("name must be a text of 1 to 100 characters.");
        }
    }

    private App letIn(App app, Secret secret) {
        return authentication.app(Optional.of(app.key().value()), Optional.of(secret));
    }

    private String denied(Optional<String> key, Optional<Secret> secret) {
        return catchThrowableOfType(Problem.Denied.class, () -> authentication.app(key, secret)).getMessage();
    }
}
