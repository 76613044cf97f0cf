package io.tidings.domain.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time as a test wants it: it stands until the test moves it, in milliseconds like every clock of Tidings. Safe for use
 * by many threads.
 */
public final class MovableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    public MovableClock(Instant now) {
        this.now = new AtomicReference<>(whole(now));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves on, and answers the time that it is then. */
    public Instant advance(Duration by) {
        return now.updateAndGet(before -> whole(before.plus(by)));
    }

    public void moveTo(Instant then) {
        now.set(whole(then));
    }

    private static Instant whole(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
