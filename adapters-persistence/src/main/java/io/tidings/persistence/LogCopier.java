package io.tidings.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * Copies SQLite's log to where it belongs while the writer goes on. SQLite does that by itself in the commit that makes
 * the log too long, and all who wait for that commit wait for the copying; what was copied before is not copied then.
 *
 * @see <a href="https://sqlite.org/pragma.html#pragma_wal_checkpoint">PRAGMA wal_checkpoint</a>
 */
final class LogCopier implements AutoCloseable {

    /** So often it looks how long the log is; a busy writer adds a few hundred pages meanwhile. */
    private static final int LOOK_MILLIS = 50;

    private static final int RECONNECT_MILLIS = 1_000;

    private final DataSource source;
    private final int pages;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("tidings-log-copier").daemon().unstarted(this::run);

    private LogCopier(DataSource source, int pages) {
        this.source = source;
        this.pages = pages;
    }

    /** @param pages copies when so many are in the log that are not copied yet */
    static LogCopier start(DataSource source, int pages) {
        var copier = new LogCopier(source, pages);
        copier.thread.start();
        return copier;
    }

    private void run() {
        do {
            try {
                copyNowAndThen();
            } catch (SQLException e) {
                // The writer finds the same, and says so; what is not copied here is copied there.
            }
        } while (!Threads.happensWithin(RECONNECT_MILLIS, closed));
    }

    private void copyNowAndThen() throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            while (!Threads.happensWithin(LOOK_MILLIS, closed)) {
                if (uncopied(statement) >= pages) {
                    statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
                }
            }
        }
    }

    private static int uncopied(Statement statement) throws SQLException {
        try (ResultSet log = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return log.getInt("log") - log.getInt("checkpointed");
        }
    }

    /** Returns when nothing is copied any more. */
    @Override
    public void close() {
        closed.countDown();
        Threads.awaitEnd(thread);
    }
}
