package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.AppKey;
import io.tidings.domain.app.AppKeyId;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several keys prove an app, each until it ends; and it is known when each was used. */
class ApiKeysTest {

    private static final Instant TOMORROW = Samples.NOW.plus(Duration.ofDays(1));

    private final World world = World.withCallbacks();
    private final ApiKeys keys = new ApiKeys(world.stores.keys(), world.timing, world.ids, new Random(7));
    private final Authentication authentication = new Authentication(world.stores.apps(), world.stores.keys(),
            world.timing, Secret.of("the-admin-token"));

    @Test
    void furtherKey_isLetInWithItsOwnSecretOnly() {
        ApiKeys.WithSecret one = create(Optional.empty());
        ApiKeys.WithSecret two = create(Optional.empty());

        assertLetIn(one);
        assertThatThrownBy(() -> letIn(one.key(), two.secret())).isInstanceOf(Problem.Denied.class);
        assertThatThrownBy(() -> letIn(one.key(), Samples.API_SECRET)).isInstanceOf(Problem.Denied.class);
        assertThat(one.key().toString()).doesNotContain(one.secret().reveal());
    }

    @Test
    void revokedKey_isDeniedAtOnceAndForEver() {
        ApiKeys.WithSecret made = create(Optional.empty());
        assertThat(keys.revoke(world.app, made.key().id()).live()).isFalse();

        assertDenied(made);
        Instant revokedAt = keys.get(world.app, made.key().id()).key().revokedAt().orElseThrow();
        world.clock.advance(Duration.ofHours(1));
        assertThat(keys.revoke(world.app, made.key().id()).key().revokedAt()).contains(revokedAt);
        keys.change(world.app, made.key().id(), Optional.of("Again"), Optional.of(Optional.empty()));
        assertDenied(made);
    }

    @Test
    void keyThatExpires_isDeniedFromThatMomentOn() {
        ApiKeys.WithSecret made = create(Optional.of(TOMORROW));
        world.clock.moveTo(TOMORROW.minusMillis(1));
        assertLetIn(made);
        world.clock.moveTo(TOMORROW);
        assertDenied(made);
        keys.change(world.app, made.key().id(), Optional.empty(), Optional.of(Optional.empty()));
        assertLetIn(made);
    }

    @Test
    void keyOfCallbackUrls_servesEvenWhenItIsRevoked() {
        ApiKeys.WithSecret made = create(Optional.empty());
        keys.revoke(world.app, made.key().id());
        var sent = world.sendToAnn();
        world.step();
        String reference = world.delivery(sent).reference().orElseThrow();
        var url = world.urls.ofApp(made.key().key(), world.instance.provider()).orElseThrow();

        assertThat(world.callbacks.ofApp(made.key().key(), world.instance.provider(),
                world.callback(url, reference, ReportedStatus.DELIVERED))).isEqualTo(Callbacks.Result.APPLIED);
    }

    @Test
    void lastUse_isNotedAtMostOnceAMinute() {
        ApiKeys.WithSecret made = create(Optional.empty());
        assertThat(keys.get(world.app, made.key().id()).lastUse()).isEmpty();
        assertLetIn(made);
        world.clock.advance(Duration.ofSeconds(59));
        assertLetIn(made);
        assertThat(keys.get(world.app, made.key().id()).lastUse()).contains(Samples.NOW);
        world.clock.advance(Duration.ofSeconds(1));
        assertLetIn(made);
        assertThat(keys.get(world.app, made.key().id()).lastUse()).contains(Samples.NOW.plusSeconds(60));

        authentication.app(Optional.of(world.app.key().value()), Optional.of(Samples.API_SECRET));
        assertThat(keys.lastUseOfFirst(world.app)).contains(Samples.NOW.plusSeconds(60));
    }

    @Test
    void keyThatWasNotProven_isNotNotedAsUsed() {
        ApiKeys.WithSecret made = create(Optional.empty());
        assertThatThrownBy(() -> letIn(made.key(), Samples.API_SECRET)).isInstanceOf(Problem.Denied.class);

        assertThat(keys.get(world.app, made.key().id()).lastUse()).isEmpty();
    }

    @Test
    void keyOfAnotherApp_isNotFound() {
        AppKeyId id = create(Optional.empty()).key().id();
        assertThatThrownBy(() -> keys.revoke(Samples.app(), id)).isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> keys.get(Samples.app(), id)).isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void keyWithoutNameOrWithAnExpiryThatIsPast_isRefused() {
        assertThatThrownBy(() -> keys.create(world.app, Optional.empty(), Optional.empty()))
                .isInstanceOf(Problem.Invalid.class).hasMessageContaining("name");
        assertThatThrownBy(() -> create(Optional.of(Samples.NOW))).isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("expiresAt");
        assertThat(keys.all(world.app)).isEmpty();
    }

    private ApiKeys.WithSecret create(Optional<Instant> expiresAt) {
        return keys.create(world.app, Optional.of("Batch server"), expiresAt);
    }

    private void letIn(AppKey key, Secret secret) {
        assertThat(authentication.app(Optional.of(key.key().value()), Optional.of(secret)).id())
                .isEqualTo(world.app.id());
    }

    private void assertLetIn(ApiKeys.WithSecret made) {
        assertThatCode(() -> letIn(made.key(), made.secret())).doesNotThrowAnyException();
    }

    private void assertDenied(ApiKeys.WithSecret made) {
        assertThatThrownBy(() -> letIn(made.key(), made.secret())).isInstanceOf(Problem.Denied.class);
    }
}
