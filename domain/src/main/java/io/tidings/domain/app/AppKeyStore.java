package io.tidings.domain.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The further API keys of all apps, and when any key was used last. Safe for use by many threads and many processes;
 * each method may be called inside a unit of work or alone.
 */
public interface AppKeyStore {

    /** Adds a key with a new identifier and a new API key. */
    void add(AppKey key);

    /** Replaces name, expiry and revocation. @return whether there was one to change */
    boolean replace(AppKey changed);

    Optional<AppKey> find(AppKeyId id);

    /**
     * Also one that is revoked or has expired. Outside a unit of work, what another process has changed may show a
     * second later.
     */
    Optional<AppKey> findByKey(ApiKey key);

    /** All of an app, oldest first, also those that are revoked or have expired. */
    List<AppKey> ofApp(AppId app);

    /**
     * Notes that a key, an app's first or a further one, was used. An earlier moment than the noted one changes
     * nothing.
     */
    void used(ApiKey key, Instant at);

    /** When the key was noted as used last; empty when it never was. */
    Optional<Instant> lastUse(ApiKey key);
}
