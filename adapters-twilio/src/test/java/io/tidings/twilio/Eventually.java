package io.tidings.twilio;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a server does in its own time. */
final class Eventually {

    private Eventually() {}

    /** Asks again and again, for ten seconds at most, until the answer fits. */
    static <T> T answer(Supplier<T> question, Predicate<T> fits) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        T answer = question.get();
        while (!fits.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + answer);
            }
            LockSupport.parkNanos(2_000_000);
            answer = question.get();
        }
        return answer;
    }
}
