package io.tidings.domain.log;

import io.tidings.domain.notification.NotificationId;
import java.util.List;
import java.util.Optional;

/**
 * All that happens to all deliveries, from all processes, in one order: that in which it became visible. What a reader
 * has passed never gains anything, so who remembers a position misses nothing. Where several write at the same time,
 * that is not always the order in which it happened, not even of one delivery: {@code at} says that, and whoever wants
 * a delivery as it is now asks for the delivery. Changes go when their deliveries are removed.
 *
 * <p>Safe for use by many threads.
 */
public interface ChangeFeed {

    /** Where the feed ends now: all that is visible is before it, all that comes later is after it. */
    Position end();

    /**
     * What happened after a position, oldest first.
     *
     * @param notification only what happened to its deliveries; empty for all
     * @param limit        how many at most
     */
    Part after(Position position, Optional<NotificationId> notification, int limit);

    /** A part of the feed; less than was asked for when there is no more at the moment. */
    record Part(List<Change> changes, boolean last) {

        public Part {
            changes = List.copyOf(changes);
        }
    }
}
