package io.tidings.domain.statistics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What deliveries are counted by: when they were accepted, in UTC. */
public enum Interval {

    HOUR(ChronoUnit.HOURS), DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Interval(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The beginning of the interval that a moment lies in. */
    public Instant start(Instant moment) {
        return moment.truncatedTo(unit);
    }

    /** The beginning of the interval that many later. */
    public Instant plus(Instant start, long intervals) {
        return start.plus(intervals, unit);
    }

    /** How many intervals lie between two beginnings. */
    public long between(Instant start, Instant end) {
        return unit.between(start, end);
    }

    /** The interval in lower case, as the API shows it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
