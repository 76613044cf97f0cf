package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.persistence.Standings.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What the units of one commit change about the statistics. It is added up while they run, and written once for all of
 * them, in their transaction: so counts are exact at each moment, and a busy commit costs a handful of rows.
 * What a change is counted from, a row as it was, is kept from when the unit has read it.
 *
 * <p>The rows are only added, never changed, so that writers and processes do not wait for each other where they count
 * the same; {@link StatisticTable#fold} adds them up now and then. For the one thread of a writer.
 */
final class Ledger {

    /** So many rows of its own may wait to be folded: few enough to be added up at each question. */
    private static final int FOLD_AFTER = 500;

    /** What is counted: deliveries of an app, by the hour of their acceptance. */
    record Count(UUID app, long hour, String subject, String detail) {}

    private final Map<Count, Long> ofUnit = new HashMap<>();
    private final Map<Count, Long> ofCommit = new HashMap<>();
    private final Map<UUID, Standings.Row> seen = new HashMap<>();
    private int unfolded;

    /** The unit reads that row, presumably in order to change it. */
    void sees(Standings.Row row) {
        seen.put(row.id(), row);
    }

    /** The row of a delivery, where it was seen with that version. */
    Optional<Standings.Row> seen(Delivery delivery) {
        return Optional.ofNullable(seen.get(delivery.id().value())).filter(row -> row.version() == delivery.version());
    }

    void appeared(Standing standing) {
        count(standing, 1);
    }

    void moved(Standing from, Standing to) {
        if (!from.equals(to)) {
            count(from, -1);
            count(to, 1);
        }
    }

    void vanished(Standing standing) {
        count(standing, -1);
    }

    private void count(Standing standing, long sign) {
        standing.counts().forEach(count -> ofUnit.merge(count, sign, Long::sum));
    }

    /** The unit came to a good end: what it counted is written with the commit. */
    void unitEnded() {
        ofUnit.forEach((count, amount) -> ofCommit.merge(count, amount, Long::sum));
        ofUnit.clear();
        seen.clear();
    }

    /** The unit was undone, and with it what it saw of its own changes. */
    void unitUndone() {
        ofUnit.clear();
        seen.clear();
    }

    /** The transaction was undone. */
    void clear() {
        ofUnit.clear();
        seen.clear();
        ofCommit.clear();
    }

    /** What is counted and not written yet, for those who ask within. */
    Map<Count, Long> pending() {
        var pending = new HashMap<>(ofCommit);
        ofUnit.forEach((count, amount) -> pending.merge(count, amount, Long::sum));
        return pending;
    }

    /** Writes what the units counted; to be called last before the commit. */
    void write(Handle handle) {
        List<Map.Entry<Count, Long>> changes = new ArrayList<>(ofCommit.entrySet());
        changes.removeIf(change -> change.getValue() == 0);
        for (List<Map.Entry<Count, Long>> batch : Chunks.batches(changes)) {
            var rows = new Rows();
            batch.forEach(change -> rows.uuid("app_id", change.getKey().app())
                    .number("hour", change.getKey().hour())
                    .text("subject", change.getKey().subject())
                    .text("detail", change.getKey().detail())
                    .number("amount", change.getValue()));
            rows.insert(handle, "statistic_change");
        }
        unfolded += changes.size();
        clear();
    }

    /** Whether it is time to fold; answers so once. */
    boolean isFoldDue() {
        boolean due = unfolded >= FOLD_AFTER;
        if (due) {
            unfolded = 0;
        }
        return due;
    }

    /** The hour that a moment lies in. */
    static long hour(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), StatisticTable.HOUR);
    }
}
