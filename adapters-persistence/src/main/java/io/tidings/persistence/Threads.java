package io.tidings.persistence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What threads of the database have in common. */
final class Threads {

    private Threads() {}

    /** Waits until the thread has ended. An interrupt does not hurry it, and is kept for the caller. */
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for it, on a thread that nobody interrupts. @return whether it has happened, after so long at most */
    static boolean happensWithin(int millis, CountDownLatch it) {
        try {
            return it.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
