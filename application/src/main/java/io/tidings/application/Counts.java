package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.statistics.Backlog;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.statistics.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What became of an app's deliveries, in numbers. */
public final class Counts {

    /** How many hours may be asked for at once. */
    public static final int MOST_HOURS = 7 * 24;

    /** How many days may be asked for at once. */
    public static final int MOST_DAYS = 366;

    private static final Duration USUAL = Duration.ofHours(24);

    private final Statistics statistics;
    private final Timing timing;

    public Counts(Statistics statistics, Timing timing) {
        this.statistics = statistics;
        this.timing = timing;
    }

    /** What was counted, and over which time it turned out to be. */
    public record Counted(Interval interval, Instant from, Instant to, Summary summary) {}

    /**
     * Of the deliveries accepted in whole intervals, from the one that {@code from} lies in to the one that the last
     * moment before {@code to} lies in.
     *
     * @param interval empty means hours when that is few enough of them, else days
     * @param from     empty means a day before {@code to}
     * @param to       empty means now
     */
    public Counted of(AppId app, Optional<Interval> interval, Optional<Instant> from, Optional<Instant> to) {
        Instant end = to.orElseGet(() -> timing.now().plusMillis(1));
        Instant begin = from.orElseGet(() -> end.minus(USUAL));
        if (!begin.isBefore(end)) {
            throw new Problem.Invalid(from.isPresent() ? "from" : "to", "must make from a moment before to");
        }
        Interval by = interval.orElseGet(() -> count(Interval.HOUR, begin, end) <= MOST_HOURS
                ? Interval.HOUR
                : Interval.DAY);
        int most = switch (by) {
            case HOUR -> MOST_HOURS;
            case DAY -> MOST_DAYS;
        };
        if (count(by, begin, end) > most) {
            throw new Problem.Invalid("from", "must be at most " + most + " " + by.word() + "s before to");
        }
        Instant start = by.start(begin);
        Instant after = end(by, end);
        return new Counted(by, start, after, statistics.of(app, by, start, after));
    }

    /** What waits in a lane now. */
    public Backlog backlog(ProviderInstanceId lane) {
        return statistics.backlog(lane, timing.now());
    }

    private static long count(Interval by, Instant begin, Instant end) {
        return by.between(by.start(begin), end(by, end));
    }

    private static Instant end(Interval by, Instant end) {
        return by.plus(by.start(end.minusMillis(1)), 1);
    }
}
