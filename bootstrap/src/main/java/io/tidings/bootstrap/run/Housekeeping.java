package io.tidings.bootstrap.run;

import io.tidings.domain.tx.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what was kept for long enough forgotten, beside the engine: batch after batch until there is no more. After each
 * it rests as long as the batch took, so that the database has at least half of its time for those who send.
 */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** How often it looks whether there is something, and tries again when it has failed. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final long SHORTEST_REST_MILLIS = 10;

    private final BooleanSupplier tidyUp;
    private final Duration every;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("tidings-housekeeping").unstarted(this::loop);

    /** @param tidyUp does a batch, and answers whether there may be more */
    public Housekeeping(BooleanSupplier tidyUp, InstantSource clock) {
        this(tidyUp, EVERY, clock);
    }

    Housekeeping(BooleanSupplier tidyUp, Duration every, InstantSource clock) {
        this.tidyUp = tidyUp;
        this.every = every;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /** Begins no further batch, and waits for the present one, at most that long. */
    public void stop(Duration atMost) throws InterruptedException {
        stopped.countDown();
        thread.join(atMost);
    }

    private void loop() {
        try {
            for (Duration rest = Duration.ZERO; !isStoppedWithin(rest);) {
                rest = restAfterBatch();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private Duration restAfterBatch() {
        Instant start = clock.instant();
        try {
            if (tidyUp.getAsBoolean()) {
                long took = Duration.between(start, clock.instant()).toMillis();
                return Duration.ofMillis(Math.clamp(took, SHORTEST_REST_MILLIS, every.toMillis()));
            }
        } catch (StoreUnavailable e) {
            LOG.warn("What was kept for long enough could not be removed and is tried again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What was kept for long enough could not be removed and is tried again", e);
        }
        return every;
    }

    private boolean isStoppedWithin(Duration rest) throws InterruptedException {
        return stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
