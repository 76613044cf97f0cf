package io.tidings.domain.notification;

import io.tidings.domain.app.AppId;
import java.time.Instant;
import java.util.Optional;

/**
 * The requests that callers named, to be recognised when they are repeated. Safe for use by many threads and many
 * processes.
 */
public interface IdempotencyStore {

    /**
     * The request that was remembered under the key. Only inside a unit of work, and until it ends nobody else finds or
     * remembers anything under the same key: so of two that come together, one is first.
     */
    Optional<RememberedRequest> lock(AppId app, IdempotencyKey key);

    /** Remembers a request under a key that {@link #lock} found free in the same unit of work. */
    void remember(RememberedRequest request);

    /** Forgets requests that were accepted before that moment, at most so many. @return how many */
    int forget(Instant before, int limit);
}
