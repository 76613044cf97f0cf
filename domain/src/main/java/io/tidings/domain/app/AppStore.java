package io.tidings.domain.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The apps. Safe for use by many threads; each method may be called inside a unit of work or alone. */
public interface AppStore {

    /** Adds an app with a new identifier and a new API key. */
    void add(App app);

    /** @return whether there was such an app to change */
    boolean replaceSecret(AppId app, SecretDigest secret);

    /** Calls the app so from now on. @return whether there was such an app to change */
    boolean rename(AppId app, String name);

    /**
     * Sets how long the app's deliveries may wait; empty means the installation's default.
     *
     * @return whether there was such an app to change
     */
    boolean replaceBudget(AppId app, Optional<Duration> budget);

    Optional<App> find(AppId app);

    /** Outside a unit of work, what another process has changed may show a second later. */
    Optional<App> findByKey(ApiKey key);

    /** All apps, oldest first. */
    List<App> all();
}
