package io.tidings.persistence;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections for a pool, and does not give up soon: a pool that is refused waits longer each time before it
 * asks again, up to seconds, and would be that late when the database is back. Meanwhile it says what is wrong, so
 * that nobody has to wait for a connection that cannot come.
 */
final class Insistent implements DataSource, AutoCloseable {

    private static final int AGAIN_AFTER_MILLIS = 100;
    private static final int MOST_TRIES = 300;

    private final DataSource source;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile SQLException problem;

    Insistent(DataSource source) {
        this.source = source;
    }

    /** Why no connection can be opened; empty when the last one could. */
    Optional<SQLException> problem() {
        return Optional.ofNullable(problem);
    }

    /** A connection that was open broke: until another can be opened, none can. */
    void lost(SQLException why) {
        problem = why;
    }

    /** @throws SQLException what was wrong last; at once when this is closed or the thread interrupted */
    @Override
    public Connection getConnection() throws SQLException {
        for (int tries = 1;; tries++) {
            try {
                Connection connection = source.getConnection();
                problem = null;
                return connection;
            } catch (SQLException e) {
                problem = e;
                if (tries == MOST_TRIES || isClosedAfter(AGAIN_AFTER_MILLIS)) {
                    throw e;
                }
            }
        }
    }

    /** The database may be back at any moment, and tells nobody: there is nothing else to wait for. */
    private boolean isClosedAfter(int millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Tries no more; connections that are open stay so. */
    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
