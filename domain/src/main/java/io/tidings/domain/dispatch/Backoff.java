package io.tidings.domain.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing intervals.
 *
 * @param first  the first interval, at least a millisecond
 * @param factor by how much each is longer than the one before, at least 1
 * @param max    no interval is longer, at least {@code first}
 */
public record Backoff(Duration first, double factor, Duration max) {

    public Backoff {
        if (first.toMillis() < 1 || !(factor >= 1) || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff needs a first interval of at least a millisecond,"
                    + " a factor of at least 1 and a maximum not below the first");
        }
    }

    /** The interval after so many tries, from 1. */
    public Duration interval(int tries) {
        double millis = first.toMillis() * Math.pow(factor, Math.max(0, tries - 1));
        return Duration.ofMillis((long) Math.min(millis, max.toMillis()));
    }

    /** A random time up to the interval ("full jitter"): those who failed together do not come back together. */
    public Duration jittered(int tries, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(interval(tries).toMillis() + 1));
    }
}
