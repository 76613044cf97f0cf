package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.Simulator;
import java.time.Duration;

/** How many messages reach the simulated provider in a second. */
final class Pace {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** At most so many come in that time when nothing but a throttled lane sends. */
    private static final long STRAY = 2;

    private Pace() {}

    /**
     * @return messages a second until so many have come in all
     * @throws IllegalStateException when no more come
     */
    static double until(Simulator provider, long posts) {
        long first = provider.counts().posts();
        long start = System.nanoTime();
        long count = first;
        long came = start;
        while (count < posts) {
            Run.sleep(LOOK);
            long now = provider.counts().posts();
            came = now > count ? System.nanoTime() : came;
            count = now;
            if (System.nanoTime() - came > PATIENCE.toNanos()) {
                throw new IllegalStateException("of " + posts + " messages " + count + " came to the provider");
            }
        }
        return (count - first) / ((System.nanoTime() - start) / 1e9);
    }

    /** Returns when hardly anything comes any more. */
    static void awaitQuiet(Simulator provider) {
        long before;
        long count = provider.counts().posts();
        do {
            before = count;
            Run.sleep(QUIET);
            count = provider.counts().posts();
        } while (count - before > STRAY);
    }
}
