package io.tidings.domain.log;

import io.tidings.domain.delivery.Page;
import java.util.Optional;

/**
 * The deliveries of an app, newest first: by when they were accepted, then by their identifiers.
 *
 * <p>A page costs the same however many deliveries there are. So an implementation may end a page before it is full,
 * even with nothing on it, when it has looked at many deliveries that were not wanted; the cursor goes on from there.
 * The last page alone has no cursor. Safe for use by many threads; may be called inside a unit of work or alone.
 */
public interface DeliveryLog {

    /**
     * One page. Whoever follows the cursors gets each delivery at most once, and each that was wanted all the time
     * exactly once.
     *
     * @param cursor of the page before, got with the same filter; empty begins with the newest. An unreadable one is an
     *               {@link IllegalArgumentException}
     * @param skip   how many are passed over first, at least 0; what is skipped costs, too
     * @param limit  how many are wanted at most, at least 1
     */
    Page<LogEntry> page(LogFilter filter, Optional<String> cursor, int skip, int limit);
}
