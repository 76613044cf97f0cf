package io.tidings.domain.notification;

import io.tidings.domain.app.AppId;
import java.time.Instant;
import java.util.Collection;

/**
 * The requests that callers named, to be recognised when they are repeated. Safe for use by many threads and many
 * processes.
 */
public interface IdempotencyStore {

    /** What {@link #take} found under a key. */
    sealed interface Found {

        /** Nothing: the key is the unit of work's own until it ends, and nobody else finds it free meanwhile. */
        record Free() implements Found {}

        /** The request that was remembered under the key. */
        record Known(RememberedRequest request) implements Found {}

        /** Another unit of work has the key and has not ended. What will be under it is not known yet. */
        record Busy() implements Found {}
    }

    /**
     * Takes a key, if it is free. Only inside a unit of work. Of two that come together one finds it free, and the
     * other learns at once that it is busy: where many units run at a time, none waits for a key. A request that was
     * accepted before {@code since} counts as forgotten, and is when its key is taken.
     */
    Found take(AppId app, IdempotencyKey key, Instant since);

    /** Remembers requests under keys that {@link #take} found free in the same unit of work. */
    void remember(Collection<RememberedRequest> requests);

    /** Forgets requests that were accepted before that moment, at most so many. @return how many */
    int forget(Instant before, int limit);
}
