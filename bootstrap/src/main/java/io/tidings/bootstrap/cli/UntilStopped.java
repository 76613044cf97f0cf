package io.tidings.bootstrap.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until the process is told to stop (Ctrl-C, SIGTERM), then closes what it holds. */
final class UntilStopped {

    private UntilStopped() {}

    /** @param running closed once, within the time that the process takes to stop */
    static void hold(AutoCloseable running) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                running.close();
            } catch (Exception e) {
                System.err.println("Tidings did not stop cleanly: " + e.getMessage());
            } finally {
                stopped.countDown();
            }
        }, "tidings-stop"));
        stopped.await();
    }
}
