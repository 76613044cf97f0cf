package io.tidings.domain.provider;

import io.tidings.domain.app.AppId;
import java.time.Instant;

/**
 * One provider set up for one app. The first enabled instance of a channel, by position and then by age, serves it.
 *
 * @param name        what the operator calls it
 * @param settings    complete and well-formed for its provider
 * @param enabled     whether it serves
 * @param position    where it stands in the order of its channel; lower comes first
 * @param concurrency how many sends may be under way at once, on one node
 * @param rate        how many messages a second, of all nodes together
 * @param version     counts the changes; a write with another version than the stored one changes nothing
 */
public record ProviderInstance(ProviderInstanceId id, AppId app, ProviderId provider, Channel channel, String name,
        ProviderSettings settings, boolean enabled,
        int position, int concurrency, RateLimit rate, long version, Instant createdAt, Instant updatedAt) {

    /** Twilio publishes no number for the concurrency of an account; this many is known to be safe. */
    public static final int DEFAULT_CONCURRENCY = 20;

    public static final int MAX_CONCURRENCY = 1_000;

    public ProviderInstance {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("concurrency must be from 1 to " + MAX_CONCURRENCY);
        }
    }
}
