package io.tidings.persistence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Counts what is executed on the connections that write, a batch of rows as one, and what they commit. In this package
 * because nobody else sees a connection.
 */
public final class WorkDone {

    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();

    private WorkDone() {}

    /** From here on. */
    public static WorkDone by(Persistence stores, boolean sqlite) {
        var done = new WorkDone();
        // So many units of work that wait for each other are at so many connections.
        int writers = sqlite ? 1 : PostgresDialect.WRITERS;
        var all = new CountDownLatch(writers);
        try (var callers = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                callers.execute(() -> stores.database().write(handle -> {
                    handle.setSqlLogger(done.new Counter(handle));
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                }));
            }
        }
        return done;
    }

    public long statements() {
        return statements.get();
    }

    public long commits() {
        return commits.get();
    }

    /** Of one connection, which one thread uses. */
    private final class Counter implements SqlLogger {

        private final Handle handle;
        private boolean counted;

        Counter(Handle handle) {
            this.handle = handle;
        }

        @Override
        public void logAfterExecution(StatementContext context) {
            statements.incrementAndGet();
            if (!counted && handle.isInTransaction()) {
                counted = true;
                handle.afterCommit(() -> {
                    commits.incrementAndGet();
                    counted = false;
                }).afterRollback(() -> counted = false);
            }
        }
    }
}
