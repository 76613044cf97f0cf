package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.statistics.Backlog;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.statistics.Summary;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Summary.Reason;
import io.tidings.domain.statistics.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the counts and what is still to be added to them, both of one moment. */
final class JdbiStatistics implements Statistics {

    /** By interval, of the states: the subject of a milestone sorts after them all, and is not read. */
    private static final String BY_INTERVAL = """
            SELECT start, subject, '' AS detail, sum(amount) AS amount FROM statistic
            WHERE app_id = :app AND span = :span AND start >= :from AND start < :to AND subject < 'TO_'
            GROUP BY start, subject
            """;

    private static final String BY_DETAIL = """
            SELECT subject, detail, sum(amount) AS amount FROM statistic
            WHERE app_id = :app AND span = :span AND start >= :from AND start < :to AND detail <> ''
            GROUP BY subject, detail
            """;

    private static final String CHANGES = """
            SELECT hour, subject, detail, sum(amount) AS amount FROM statistic_change
            WHERE app_id = :app AND hour >= :from AND hour < :to
            GROUP BY hour, subject, detail
            """;

    private final Database database;

    JdbiStatistics(Database database) {
        this.database = database;
    }

    private record Part(long start, String subject, String detail, long amount) {}

    @Override
    public Summary of(AppId app, Interval interval, Instant from, Instant to) {
        return database.read(handle -> {
            var byInterval = new ArrayList<Part>();
            var byDetail = new ArrayList<Part>();
            bind(handle.createQuery(BY_INTERVAL), app, from.toEpochMilli(), to.toEpochMilli())
                    .bind("span", interval.name())
                    .map((row, context) -> new Part(row.getLong("start"), row.getString("subject"), "",
                            row.getLong("amount")))
                    .forEach(byInterval::add);
            bind(handle.createQuery(BY_DETAIL), app, from.toEpochMilli(), to.toEpochMilli())
                    .bind("span", interval.name())
                    .map((row, context) -> new Part(0, row.getString("subject"), row.getString("detail"),
                            row.getLong("amount")))
                    .forEach(byDetail::add);
            for (Part change : changes(handle, app, Ledger.hour(from), Ledger.hour(to))) {
                Instant start = interval.start(Instant.ofEpochMilli(change.start() * StatisticTable.HOUR));
                byInterval.add(new Part(start.toEpochMilli(), change.subject(), "", change.amount()));
                byDetail.add(change);
            }
            return new Summary(states(byInterval), reasons(byDetail), times(byDetail));
        });
    }

    @Override
    public Backlog backlog(ProviderInstanceId lane, Instant now) {
        return database.read(handle -> {
            var waiting = new EnumMap<Priority, Long>(Priority.class);
            var since = new ArrayList<Instant>();
            for (Priority priority : Priority.values()) {
                long count = waiting(handle, DueStatements.COUNT, lane, priority, now)
                        .bind("most", Backlog.MOST).mapTo(Long.class).one();
                if (count > 0) {
                    waiting.put(priority, count);
                    waiting(handle, DueStatements.LONGEST, lane, priority, now)
                            .map((row, context) -> Columns.moment(row, "due_at")).findOne().ifPresent(since::add);
                }
            }
            return new Backlog(waiting, since.stream().min(Comparator.naturalOrder()));
        });
    }

    /** Each urgency by itself, since only within it has the index what is due in order. */
    private static Query waiting(Handle handle, String sql, ProviderInstanceId lane, Priority priority, Instant now) {
        return handle.createQuery(sql).bind("lane", lane.value()).bind("priority", priority.ordinal())
                .bind("now", now.toEpochMilli());
    }

    private List<Part> changes(Handle handle, AppId app, long from, long to) {
        var changes = new ArrayList<Part>();
        bind(handle.createQuery(CHANGES), app, from, to)
                .map((row, context) -> new Part(row.getLong("hour"), row.getString("subject"),
                        row.getString("detail"), row.getLong("amount")))
                .forEach(changes::add);
        if (database.insideUnit()) {
            database.ledger().pending().forEach((count, amount) -> {
                if (count.app().equals(app.value()) && count.hour() >= from && count.hour() < to) {
                    changes.add(new Part(count.hour(), count.subject(), count.detail(), amount));
                }
            });
        }
        return changes;
    }

    private static Query bind(Query query, AppId app, long from, long to) {
        return query.bind("app", app.value()).bind("from", from).bind("to", to);
    }

    private static SortedMap<Instant, Map<DeliveryState, Long>> states(List<Part> parts) {
        var states = new TreeMap<Instant, Map<DeliveryState, Long>>();
        for (DeliveryState state : DeliveryState.values()) {
            parts.stream().filter(part -> part.subject().equals(state.name()))
                    .forEach(part -> states.computeIfAbsent(Instant.ofEpochMilli(part.start()),
                            start -> new EnumMap<>(DeliveryState.class)).merge(state, part.amount(), Long::sum));
        }
        states.values().forEach(counts -> counts.values().removeIf(count -> count == 0));
        states.values().removeIf(Map::isEmpty);
        return states;
    }

    private static Map<Reason, Long> reasons(List<Part> parts) {
        var reasons = new HashMap<Reason, Long>();
        for (DeliveryState state : DeliveryState.values()) {
            parts.stream().filter(part -> part.subject().equals(state.name()) && !part.detail().isEmpty())
                    .forEach(part -> reasons.merge(new Reason(state, part.detail()), part.amount(), Long::sum));
        }
        reasons.values().removeIf(count -> count == 0);
        return reasons;
    }

    private static Map<Milestone, Times> times(List<Part> parts) {
        var times = new EnumMap<Milestone, Times>(Milestone.class);
        for (Milestone milestone : Milestone.values()) {
            var classes = new HashMap<Integer, Long>();
            parts.stream().filter(part -> part.subject().equals(StatisticTable.subject(milestone)))
                    .forEach(part -> classes.merge(Integer.valueOf(part.detail()), part.amount(), Long::sum));
            classes.values().removeIf(count -> count == 0);
            if (!classes.isEmpty()) {
                times.put(milestone, Times.of(classes));
            }
        }
        return times;
    }
}
