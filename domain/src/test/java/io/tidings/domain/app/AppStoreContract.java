package io.tidings.domain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link AppStore} holds. The stores are new and empty for each test, and the same within it. */
public interface AppStoreContract {

    Stores stores();

    @Test
    default void addedApp_isFoundByIdentifierAndByKey() {
        App app = Samples.app();
        stores().apps().add(app);
        assertThat(stores().apps().find(app.id())).contains(app);
        assertThat(stores().apps().findByKey(app.key())).contains(app);
    }

    @Test
    default void unknownApp_isNotFound() {
        stores().apps().add(Samples.app());
        App unknown = Samples.app();
        assertThat(stores().apps().find(unknown.id())).isEmpty();
        assertThat(stores().apps().findByKey(unknown.key())).isEmpty();
    }

    @Test
    default void keysThatDifferInCase_areDifferent() {
        App lower = app("a-key", Samples.NOW);
        App upper = app("A-KEY", Samples.NOW);
        stores().apps().add(lower);
        stores().apps().add(upper);
        assertThat(stores().apps().findByKey(upper.key())).contains(upper);
        assertThat(stores().apps().findByKey(new ApiKey("A-key"))).isEmpty();
    }

    @Test
    default void appWithAKeyThatIsTaken_isRefusedAndNotAdded() {
        App first = app("taken", Samples.NOW);
        App second = app("taken", Samples.NOW);
        stores().apps().add(first);
        assertThatThrownBy(() -> stores().apps().add(second)).isInstanceOf(RuntimeException.class);
        assertThat(stores().apps().all()).containsExactly(first);
    }

    @Test
    default void appWithAnIdentifierThatIsTaken_isRefusedAndReplacesNothing() {
        App first = Samples.app();
        App second = new App(first.id(), "Another", Samples.app().key(), first.secret(), Optional.empty(), Samples.NOW);
        stores().apps().add(first);
        assertThatThrownBy(() -> stores().apps().add(second)).isInstanceOf(RuntimeException.class);
        assertThat(stores().apps().all()).containsExactly(first);
    }

    @Test
    default void replacedSecret_changesNothingElse() {
        App app = Samples.app();
        App other = Samples.app();
        stores().apps().add(app);
        stores().apps().add(other);
        SecretDigest changed = SecretDigest.of(Secret.of("another"));

        assertThat(stores().apps().replaceSecret(app.id(), changed)).isTrue();
        assertThat(stores().apps().find(app.id()))
                .contains(new App(app.id(), app.name(), app.key(), changed, app.budget(), app.createdAt()));
        assertThat(stores().apps().find(other.id())).contains(other);
    }

    @Test
    default void secretOfAnUnknownApp_isNotReplaced() {
        assertThat(stores().apps().replaceSecret(Samples.app().id(), SecretDigest.of(Samples.API_SECRET))).isFalse();
        assertThat(stores().apps().all()).isEmpty();
    }

    @Test
    default void allApps_comeOldestFirst() {
        App youngest = app("youngest", Samples.NOW.plusMillis(2));
        App oldest = app("oldest", Samples.NOW);
        App middle = app("middle", Samples.NOW.plusMillis(1));
        stores().apps().add(youngest);
        stores().apps().add(oldest);
        stores().apps().add(middle);
        assertThat(stores().apps().all()).containsExactly(oldest, middle, youngest);
    }

    @Test
    default void budget_isReplacedAndRemoved() {
        App app = Samples.app();
        stores().apps().add(app);

        assertThat(stores().apps().replaceBudget(app.id(), Optional.of(Duration.ofMinutes(90)))).isTrue();
        assertThat(stores().apps().find(app.id()).flatMap(App::budget)).contains(Duration.ofMinutes(90));
        assertThat(stores().apps().replaceBudget(app.id(), Optional.empty())).isTrue();
        assertThat(stores().apps().find(app.id())).contains(app);
        assertThat(stores().apps().replaceBudget(Samples.app().id(), Optional.empty())).isFalse();
    }

    @Test
    default void renamedApp_isCalledSoAndElseTheSame() {
        App app = Samples.app();
        stores().apps().add(app);

        assertThat(stores().apps().rename(app.id(), Samples.AWKWARD_TEXT)).isTrue();
        assertThat(stores().apps().find(app.id())).contains(new App(app.id(), Samples.AWKWARD_TEXT, app.key(),
                app.secret(), app.budget(), app.createdAt()));
        assertThat(stores().apps().rename(Samples.app().id(), "nobody")).isFalse();
    }

    @Test
    default void awkwardNameOfAnApp_survives() {
        App app = new App(Samples.app().id(), Samples.AWKWARD_TEXT, new ApiKey("awkward"),
                SecretDigest.of(Samples.API_SECRET), Optional.empty(), Samples.NOW);
        stores().apps().add(app);
        assertThat(stores().apps().find(app.id())).contains(app);
    }

    private static App app(String key, Instant createdAt) {
        App sample = Samples.app();
        return new App(sample.id(), sample.name(), new ApiKey(key), sample.secret(), Optional.empty(), createdAt);
    }
}
