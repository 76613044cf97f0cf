package io.tidings.bootstrap.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Semaphore batches = new Semaphore(0);

    @Test
    void batches_followOneAnotherUntilThereIsNoMore() throws InterruptedException {
        var left = new AtomicInteger(30);
        Housekeeping housekeeping = started(LONG, () -> left.decrementAndGet() > 0);

        assertThat(batches.tryAcquire(30, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        housekeeping.stop(LONG);
        assertThat(batches.availablePermits()).isZero();
        assertThat(left.get()).isZero();
    }

    @Test
    void stop_endsTheWorkAfterTheBatch() throws InterruptedException {
        Housekeeping housekeeping = started(LONG, () -> true);
        batches.acquire(3);

        housekeeping.stop(LONG);

        batches.drainPermits();
        assertThat(batches.tryAcquire(100, TimeUnit.MILLISECONDS)).as("one more batch").isFalse();
    }

    @Test
    void batchThatFails_isTriedAgainInTime() throws InterruptedException {
        Housekeeping housekeeping = started(Duration.ofMillis(20), () -> {
            throw new IllegalStateException("said by a test");
        });

        assertThat(batches.tryAcquire(3, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        housekeeping.stop(LONG);
    }

    private Housekeeping started(Duration every, BooleanSupplier tidyUp) {
        var housekeeping = new Housekeeping(() -> {
            batches.release();
            return tidyUp.getAsBoolean();
        }, every, InstantSource.system());
        housekeeping.start();
        return housekeeping;
    }
}
