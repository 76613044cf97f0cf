package io.tidings.domain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AppKeyStore} holds. The stores are new and empty for each test, and the same within it. */
public interface AppKeyStoreContract {

    CountingIds IDS = new CountingIds(Samples.NOW.plusMillis(5));

    Stores stores();

    @Test
    default void addedKey_isFoundInBothWays() {
        AppKey key = key(app(), "one", Samples.NOW, Optional.of(Samples.NOW.plusSeconds(1)));
        stores().keys().add(key);
        assertThat(stores().keys().find(key.id())).contains(key);
        assertThat(stores().keys().findByKey(key.key())).contains(key);
        assertThat(stores().keys().findByKey(new ApiKey("ONE"))).isEmpty();
        assertThat(stores().keys().find(new AppKeyId(IDS.next()))).isEmpty();
    }

    @Test
    default void keyThatIsTaken_isRefused() {
        AppKey first = key(app(), "one", Samples.NOW, Optional.empty());
        stores().keys().add(first);
        AppKey second = key(app(), "one", Samples.NOW, Optional.empty());
        assertThatThrownBy(() -> stores().keys().add(second)).isInstanceOf(RuntimeException.class);
        assertThat(stores().keys().findByKey(first.key())).contains(first);
    }

    @Test
    default void replacedKey_keepsKeyAndSecret() {
        AppKey key = key(app(), "one", Samples.NOW, Optional.empty());
        stores().keys().add(key);
        var changed = new AppKey(key.id(), key.app(), "Renamed", key.key(), key.secret(),
                Optional.of(Samples.NOW.plusSeconds(5)), Optional.of(Samples.NOW), key.createdAt());
        assertThat(stores().keys().replace(changed)).isTrue();
        assertThat(stores().keys().find(key.id())).contains(changed);
        assertThat(stores().keys().replace(key(app(), "two", Samples.NOW, Optional.empty()))).isFalse();
    }

    @Test
    default void keysOfAnApp_comeOldestFirst() {
        App app = app();
        AppKey second = key(app, "second", Samples.NOW.plusMillis(1), Optional.empty());
        AppKey first = key(app, "first", Samples.NOW, Optional.empty());
        stores().keys().add(second);
        stores().keys().add(first);
        stores().keys().add(key(app(), "other", Samples.NOW, Optional.empty()));
        assertThat(stores().keys().ofApp(app.id())).containsExactly(first, second);
    }

    @Test
    default void lastUse_neverGoesBack() {
        App app = app();
        assertThat(stores().keys().lastUse(app.key())).isEmpty();
        stores().keys().used(app.key(), Samples.NOW.plusMillis(1));
        stores().keys().used(app.key(), Samples.NOW);
        assertThat(stores().keys().lastUse(app.key())).contains(Samples.NOW.plusMillis(1));
        stores().keys().used(app.key(), Samples.NOW.plusMillis(2));
        assertThat(stores().keys().lastUse(app.key())).contains(Samples.NOW.plusMillis(2));
    }

    private App app() {
        App app = Samples.app();
        stores().apps().add(app);
        return app;
    }

    private static AppKey key(App app, String key, Instant createdAt, Optional<Instant> expiresAt) {
        return new AppKey(new AppKeyId(IDS.next()), app.id(), "Key " + key, new ApiKey(key), app.secret(), expiresAt,
                Optional.empty(), createdAt);
    }
}
