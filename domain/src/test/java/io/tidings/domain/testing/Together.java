package io.tidings.domain.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does things on many threads at once. */
public final class Together {

    /** Longer than any honest work takes, shorter than anybody's patience. */
    private static final long DEADLINE_SECONDS = 60;

    private Together() {}

    /**
     * Starts the work on so many platform threads at one moment, and answers all results. Fails when one fails or does
     * not end.
     */
    public static <T> List<T> call(int threads, Callable<T> work) {
        var start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /**
     * Begins on another thread, and waits for the end of it for a moment only: for work that may be made to wait for
     * what the caller is doing.
     *
     * @return to be asked for its result with {@link #result} when the caller has finished
     */
    public static <T> Future<T> beginBeside(Callable<T> work) {
        try {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            Future<T> future = executor.submit(work);
            executor.shutdown();
            executor.awaitTermination(200, TimeUnit.MILLISECONDS);
            return future;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    /** What the work ended with; fails when it failed or does not end. */
    public static <T> T result(Future<T> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the other thread failed", e);
        }
    }
}
