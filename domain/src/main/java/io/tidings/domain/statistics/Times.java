package io.tidings.domain.statistics;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long something took: of {@code count} times, half were at most {@code p50}, and so on (nearest rank).
 *
 * <p>Times are counted in classes instead of being kept one by one, so that summing up any number of them costs little.
 * Each class is 2<sup>1/4</sup> times as long as the one before, and its geometric middle stands for it: what comes out
 * is off by less than {@value #WORST_ERROR_PERCENT} % of the truth (2<sup>1/8</sup> − 1), besides the rounding to whole
 * milliseconds.
 */
public record Times(long count, Duration p50, Duration p90, Duration p99) {

    /** How far a percentile may be from the truth, in percent of it. */
    public static final int WORST_ERROR_PERCENT = 10;

    private static final double CLASSES_PER_DOUBLING = 4;

    /** The class that a time belongs to. What is negative, as clocks of several machines may make it, took no time. */
    public static int classOf(Duration time) {
        long millis = time.toMillis();
        return millis < 1 ? -1 : (int) Math.floor(CLASSES_PER_DOUBLING * Math.log(millis) / Math.log(2));
    }

    /** @param counts how many there are of each class, at least one in all */
    public static Times of(Map<Integer, Long> counts) {
        SortedMap<Integer, Long> sorted = new TreeMap<>(counts);
        long count = sorted.values().stream().mapToLong(Long::longValue).sum();
        return new Times(count, at(sorted, count, 50), at(sorted, count, 90), at(sorted, count, 99));
    }

    private static Duration at(SortedMap<Integer, Long> counts, long count, int percent) {
        long rank = (count * percent + 99) / 100;
        long passed = 0;
        for (Map.Entry<Integer, Long> some : counts.entrySet()) {
            passed += some.getValue();
            if (passed >= rank) {
                return middle(some.getKey());
            }
        }
        throw new IllegalArgumentException("no times");
    }

    private static Duration middle(int ofClass) {
        return ofClass < 0
                ? Duration.ZERO
                : Duration.ofMillis(Math.round(Math.pow(2, (ofClass + 0.5) / CLASSES_PER_DOUBLING)));
    }
}
