package io.tidings.application.simulation;

import io.tidings.domain.testing.MovableClock;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The true time of a world. While a call to the provider is under way it does not pass beyond that call's timeout. */
final class SimulatedTime {

    /** Shorter than a lease by as little as the settings allow. */
    private static final Duration CALL = Duration.ofSeconds(58);

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final Deque<Instant> callsEndBy = new ArrayDeque<>();

    Instant now() {
        return clock.instant();
    }

    /** Lets so much time pass, or less when a call would take too long. */
    void pass(Duration time) {
        reach(now().plus(time));
    }

    /** Moves on to that moment; never back. */
    void reach(Instant then) {
        Instant at = callsEndBy.stream().reduce(then, (one, other) -> one.isBefore(other) ? one : other);
        if (at.isAfter(now())) {
            clock.moveTo(at);
        }
    }

    void callBegins() {
        callsEndBy.push(now().plus(CALL));
    }

    void callEnds() {
        callsEndBy.pop();
    }

    int callsUnderWay() {
        return callsEndBy.size();
    }
}
