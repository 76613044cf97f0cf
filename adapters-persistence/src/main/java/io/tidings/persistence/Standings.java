package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Times;
import io.tidings.persistence.Ledger.Count;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where deliveries stand, as far as it is counted: what a row said before it is changed or removed. */
final class Standings {

    private static final String COLUMNS = """
            id, version, notification_id, app_id, created_at, provider_id, state, explanation_code,
            sent_at, delivered_at, seen_at
            """;

    private Standings() {}

    /** @param code empty text where there is no explanation */
    record Standing(UUID app, Instant createdAt, DeliveryState state, String code, Optional<Instant> sentAt,
            Optional<Instant> deliveredAt, Optional<Instant> seenAt) {

        /** Of a delivery that is new. */
        static Standing of(Delivery delivery) {
            return new Standing(delivery.order().app().value(), delivery.order().createdAt(), delivery.state(),
                    codeOf(delivery), reached(delivery, Milestone.SENT), reached(delivery, Milestone.DELIVERED),
                    reached(delivery, Milestone.SEEN));
        }

        /** Of the delivery as it is now: a milestone is reached once. */
        Standing now(Delivery delivery) {
            return new Standing(app, createdAt, delivery.state(), codeOf(delivery),
                    sentAt.or(() -> reached(delivery, Milestone.SENT)),
                    deliveredAt.or(() -> reached(delivery, Milestone.DELIVERED)),
                    seenAt.or(() -> reached(delivery, Milestone.SEEN)));
        }

        private static String codeOf(Delivery delivery) {
            return delivery.explanation().map(Explanation::code).orElse("");
        }

        List<Count> counts() {
            long hour = Ledger.hour(createdAt);
            var counts = new ArrayList<Count>(4);
            counts.add(new Count(app, hour, state.name(), code));
            sentAt.ifPresent(at -> counts.add(time(hour, Milestone.SENT, at)));
            deliveredAt.ifPresent(at -> counts.add(time(hour, Milestone.DELIVERED, at)));
            seenAt.ifPresent(at -> counts.add(time(hour, Milestone.SEEN, at)));
            return counts;
        }

        private Count time(long hour, Milestone milestone, Instant at) {
            return new Count(app, hour, StatisticTable.subject(milestone),
                    Integer.toString(Times.classOf(Duration.between(createdAt, at))));
        }
    }

    /** The row of a delivery, with what is needed to find what belongs to it. */
    record Row(UUID id, long version, UUID notification, Optional<String> provider, Standing standing) {}

    /** When the delivery came so far, if it did so with what is about to be stored. */
    static Optional<Instant> reached(Delivery delivery, Milestone milestone) {
        return delivery.unsaved().stream().filter(entry -> milestone.isProvenBy(entry.state())).map(TimelineEntry::at)
                .findFirst();
    }

    /**
     * The rows of these deliveries as they are. An update that succeeds for their version has changed just these:
     * whoever changes a row gives it another version. So what the ledger has seen of that version need not be read.
     */
    static Map<UUID, Row> read(Handle handle, Collection<Delivery> deliveries, Ledger ledger) {
        var rows = new HashMap<UUID, Row>();
        deliveries.forEach(delivery -> ledger.seen(delivery).ifPresent(row -> rows.put(row.id(), row)));
        List<UUID> ids = deliveries.stream().map(delivery -> delivery.id().value())
                .filter(id -> !rows.containsKey(id)).toList();
        Chunks.query(handle, "SELECT " + COLUMNS + " FROM delivery WHERE id IN (<ids>)", "ids", ids,
                found -> found.map((row, context) -> row(row)).list())
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    /**
     * Those that ended before, oldest first; nobody else changes or removes them. What is still sending although
     * nothing is due is held for a person.
     */
    static List<Row> lockEnded(Handle handle, Instant before, int limit) {
        return handle.createQuery("SELECT " + COLUMNS + """
                FROM delivery WHERE due_step IS NULL AND state <> 'SENDING' AND updated_at < :before
                ORDER BY updated_at LIMIT :limit <skip_locked>
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list();
    }

    /** @param column of the table from which they are removed: that which holds the delivery's identifier */
    static void remove(Handle handle, Collection<Row> all, String table, String column) {
        for (List<Row> batch : Chunks.batches(all)) {
            var rows = new Rows();
            batch.forEach(row -> rows.uuid(column, row.id()));
            rows.delete(handle, table);
        }
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(Columns.uuid(row, "id"), row.getLong("version"), Columns.uuid(row, "notification_id"),
                Columns.text(row, "provider_id"),
                new Standing(Columns.uuid(row, "app_id"), Columns.moment(row, "created_at"),
                        DeliveryState.valueOf(row.getString("state")),
                        Columns.text(row, "explanation_code").orElse(""), Columns.momentIfAny(row, "sent_at"),
                        Columns.momentIfAny(row, "delivered_at"), Columns.momentIfAny(row, "seen_at")));
    }
}
