package io.tidings.persistence;

import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.persistence.Ledger.Count;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Counts by hour and by day, and the changes that are not added to them yet. */
final class StatisticTable {

    /** In milliseconds. */
    static final long HOUR = 3_600_000;

    private static final long DAY = 24 * HOUR;

    /** Twice what brings a writer to fold, so that what others have left gets fewer. */
    private static final int MOST_CHANGES = 1_000;

    /** One order for all who add to the same counts, so that they wait for each other and never in a circle. */
    private static final Comparator<Total> ORDER = Comparator.comparing((Total total) -> total.app().toString())
            .thenComparing(Total::span).thenComparing(Total::start).thenComparing(Total::subject)
            .thenComparing(Total::detail);

    private StatisticTable() {}

    private record Total(UUID app, String span, long start, String subject, String detail) {}

    private record Change(long id, Count count, long amount) {}

    /** What a time to a milestone is counted under; no state is called that. */
    static String subject(Milestone milestone) {
        return "TO_" + milestone.name();
    }

    /** Adds the oldest changes to the counts. What is counted stays the same. */
    static void fold(Handle handle) {
        List<Change> changes = handle.createQuery("""
                SELECT * FROM statistic_change ORDER BY id LIMIT :limit <skip_locked>
                """)
                .bind("limit", MOST_CHANGES)
                .map((row, context) -> new Change(row.getLong("id"),
                        new Count(Columns.uuid(row, "app_id"), row.getLong("hour"), row.getString("subject"),
                                row.getString("detail")),
                        row.getLong("amount")))
                .list();
        var counts = new HashMap<Count, Long>();
        changes.forEach(change -> counts.merge(change.count(), change.amount(), Long::sum));
        var totals = new TreeMap<Total, Long>(ORDER);
        counts.forEach((count, amount) -> {
            if (amount != 0) {
                long start = count.hour() * HOUR;
                totals.merge(total(count, "HOUR", start), amount, Long::sum);
                totals.merge(total(count, "DAY", start - Math.floorMod(start, DAY)), amount, Long::sum);
            }
        });
        write(handle, totals);
        for (List<Change> batch : Chunks.batches(changes)) {
            var rows = new Rows();
            batch.forEach(change -> rows.number("id", change.id()));
            rows.delete(handle, "statistic_change");
        }
    }

    private static Total total(Count count, String span, long start) {
        return new Total(count.app(), span, start, count.subject(), count.detail());
    }

    /** What came down to none is removed: nothing is kept of what nothing is left of. */
    private static void write(Handle handle, Map<Total, Long> totals) {
        for (List<Total> batch : Chunks.batches(totals.keySet())) {
            var rows = new Rows();
            batch.forEach(total -> key(rows, total).number("amount", totals.get(total)));
            rows.insert(handle, "statistic", """
                    ON CONFLICT (app_id, span, start, subject, detail) DO UPDATE
                    SET amount = statistic.amount + excluded.amount
                    """);
            var none = new Rows();
            batch.stream().filter(total -> totals.get(total) < 0)
                    .forEach(total -> key(none, total).number("amount", 0));
            none.delete(handle, "statistic");
        }
    }

    private static Rows key(Rows rows, Total total) {
        return rows.uuid("app_id", total.app())
                .text("span", total.span())
                .number("start", total.start())
                .text("subject", total.subject())
                .text("detail", total.detail());
    }
}
