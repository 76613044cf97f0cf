package io.tidings.application.simulation;

import io.tidings.domain.testing.MovableClock;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The true time of a world. While something is under way that takes a bounded time, it does not pass beyond that. */
final class SimulatedTime {

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final Deque<Instant> endBy = new ArrayDeque<>();

    Instant now() {
        return clock.instant();
    }

    /** Lets so much time pass, or less when what is under way would take too long. */
    void pass(Duration time) {
        reach(now().plus(time));
    }

    /** Moves on to that moment; never back. */
    void reach(Instant then) {
        Instant at = endBy.stream().reduce(then, (one, other) -> one.isBefore(other) ? one : other);
        if (at.isAfter(now())) {
            clock.moveTo(at);
        }
    }

    /** Something begins within what is under way. */
    void begins(Duration atMost) {
        endBy.push(now().plus(atMost));
    }

    /** What began last ends. */
    void ends() {
        endBy.pop();
    }

    /** How much is under way, each within the one before. */
    int depth() {
        return endBy.size();
    }
}
