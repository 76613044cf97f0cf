package io.tidings.persistence;

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
}
