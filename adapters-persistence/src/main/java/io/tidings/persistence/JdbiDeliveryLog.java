package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.log.LogEntry;
import io.tidings.domain.log.LogFilter;
import io.tidings.persistence.LogQuestion.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Looks for the keys of a page first, in one index that has them in the order of the log, and then reads just the
 * deliveries of that page.
 *
 * <p>Every single filter, also with a time, has such an index, so that what is rare is found as fast as what is common,
 * and that there is none; so is what one of several filters makes rare. That a provider took it, which is true of most,
 * has none. That, and what is left of several filters, is looked at one by one along one index, and so many at most:
 * then the page ends early, with a cursor. Which index leads is said in {@link LogQuestion}.
 */
final class JdbiDeliveryLog implements DeliveryLog {

    /** So many are looked at for one page at most, where an index does not know the answer by itself. */
    static final int MOST_LOOKED_AT = 1_000;

    private final Database database;

    JdbiDeliveryLog(Database database) {
        this.database = database;
    }

    private record Known(Optional<String> category, Optional<Instant> sentAt, Optional<Instant> deliveredAt,
            Optional<Instant> seenAt) {}

    @Override
    public Page<LogEntry> page(LogFilter filter, Optional<String> cursor, int skip, int limit) {
        Key before = cursor.map(Key::parse).orElse(Key.LAST);
        Key upper = filter.to().map(Key::before).filter(to -> to.compareTo(before) < 0).orElse(before);
        return database.read(handle -> page(handle, LogQuestion.of(handle, filter, upper), skip, limit));
    }

    private static Page<LogEntry> page(Handle handle, LogQuestion question, int skip, int limit) {
        Optional<Key> end = question.end(handle, MOST_LOOKED_AT);
        List<Key> found = question.keys(handle, end, skip + limit + 1).stream()
                .sorted(Comparator.reverseOrder()).skip(skip).toList();
        List<Key> shown = found.stream().limit(limit).toList();
        Optional<Key> next = found.size() > limit ? Optional.of(shown.getLast()) : end;
        return new Page<>(entries(handle, shown), next.map(Key::toString));
    }

    private static List<LogEntry> entries(Handle handle, List<Key> keys) {
        var known = new HashMap<UUID, Known>();
        var deliveries = new HashMap<UUID, Delivery>();
        Collection<UUID> ids = keys.stream().map(Key::id).toList();
        Chunks.query(handle, """
                SELECT d.*, l.category FROM delivery d
                JOIN delivery_log l ON l.app_id = d.app_id AND l.created_at = d.created_at AND l.delivery_id = d.id
                WHERE d.id IN (<ids>)
                """, "ids", ids, found -> found
                .map((row, context) -> {
                    Delivery delivery = DeliveryTable.withoutAttempts(row);
                    known.put(delivery.id().value(), new Known(Columns.text(row, "category"),
                            Columns.momentIfAny(row, "sent_at"), Columns.momentIfAny(row, "delivered_at"),
                            Columns.momentIfAny(row, "seen_at")));
                    return delivery;
                })
                .list())
                .forEach(delivery -> deliveries.put(delivery.id().value(), delivery));
        return entries(AttemptTable.attach(handle,
                ids.stream().filter(deliveries::containsKey).map(deliveries::get).toList()), known);
    }

    private static List<LogEntry> entries(List<Delivery> deliveries, Map<UUID, Known> known) {
        var entries = new ArrayList<LogEntry>(deliveries.size());
        for (Delivery delivery : deliveries) {
            Known it = known.get(delivery.id().value());
            entries.add(new LogEntry(delivery, it.category(), it.sentAt(), it.deliveredAt(), it.seenAt()));
        }
        return entries;
    }
}
