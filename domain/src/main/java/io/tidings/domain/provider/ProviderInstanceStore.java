package io.tidings.domain.provider;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import java.util.List;
import java.util.Optional;

/**
 * The provider instances of all apps. Settings that go in come out equal; how they are sealed at rest is the store's
 * affair.
 *
 * <p>Lists are ordered by position, then by age. Safe for use by many threads; each method may be called inside a unit
 * of work or alone.
 */
public interface ProviderInstanceStore {

    /** Adds an instance with a new identifier. */
    void add(ProviderInstance instance);

    /**
     * Replaces an instance when the stored version is that of {@code changed}, and counts the version up by one.
     *
     * @return whether it was replaced; false when it is gone or another version is stored
     */
    boolean replace(ProviderInstance changed);

    /** @return whether there was one to remove */
    boolean remove(ProviderInstanceId id);

    Optional<ProviderInstance> find(ProviderInstanceId id);

    /**
     * The same for those who ask very often: outside a unit of work, what another process has changed may show a second
     * later.
     */
    Optional<ProviderInstance> findRecent(ProviderInstanceId id);

    /** All instances of an app. */
    List<ProviderInstance> ofApp(AppId app);

    /** All instances of the app that has this key, by one question; none where no app has it. */
    List<ProviderInstance> ofApp(ApiKey key);
}
