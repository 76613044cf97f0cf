package io.tidings.persistence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Counts what is executed on the connections that write; a batch of rows is one. In this package because nobody else
 * sees a connection.
 */
public final class Statements {

    private final AtomicLong count = new AtomicLong();

    private Statements() {}

    /** From here on. */
    public static Statements of(Persistence stores, boolean sqlite) {
        var statements = new Statements();
        // So many units of work that wait for each other are at so many connections.
        int writers = sqlite ? 1 : PostgresDialect.WRITERS;
        var all = new CountDownLatch(writers);
        try (var callers = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                callers.execute(() -> stores.database().write(handle -> {
                    handle.setSqlLogger(statements.counting());
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
        return statements;
    }

    public long count() {
        return count.get();
    }

    private SqlLogger counting() {
        return new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                count.incrementAndGet();
            }
        };
    }
}
