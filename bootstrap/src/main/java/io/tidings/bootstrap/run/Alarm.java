package io.tidings.bootstrap.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the worker loop. However often it rings before the loop listens, the loop wakes once; a ring is never missed.
 */
public final class Alarm implements Runnable {

    private final Semaphore rung = new Semaphore(0);

    /** Rings. */
    @Override
    public void run() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits until it rings, or that long. */
    void await(Duration atMost) throws InterruptedException {
        rung.tryAcquire(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
        rung.drainPermits();
    }
}
