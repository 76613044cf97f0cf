package io.tidings.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears when a process made something due, and tells. Only a hint: what is not heard is found by asking, later.
 *
 * <p>While the connection is broken nothing is heard, so after each new one it tells of anything.
 */
final class WorkListener implements AutoCloseable {

    static final String CHANNEL = "tidings_work";

    /** So often it looks whether it is closed, and makes sure that the server is still there. */
    private static final int SILENCE_MILLIS = 20_000;

    private static final int RECONNECT_MILLIS = 1_000;

    private final DataSource source;
    private final Consumer<WorkHint> hear;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("tidings-listener").daemon().unstarted(this::run);
    private volatile Connection connection;

    private WorkListener(DataSource source, Consumer<WorkHint> hear) {
        this.source = source;
        this.hear = hear;
    }

    static WorkListener start(DataSource source, Consumer<WorkHint> hear) {
        var listener = new WorkListener(source, hear);
        listener.thread.start();
        return listener;
    }

    private void run() {
        boolean again = true;
        while (again) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                // Whoever needs the database says so; here, trying again is all there is to do.
            }
            again = !Threads.happensWithin(RECONNECT_MILLIS, closed);
        }
    }

    private void listen() throws SQLException {
        try (Connection open = source.getConnection(); Statement statement = open.createStatement()) {
            connection = open;
            statement.execute("LISTEN " + CHANNEL);
            hear.accept(WorkHint.ANYTHING);
            while (!Threads.happensWithin(0, closed)) {
                PGNotification[] heard = open.unwrap(PGConnection.class).getNotifications(SILENCE_MILLIS);
                for (PGNotification notification : heard) {
                    hear.accept(WorkHint.read(notification.getParameter()));
                }
                if (heard.length == 0) {
                    statement.execute("SELECT 1");
                }
            }
        } finally {
            connection = null;
        }
    }

    /** Cuts the connection off, which ends the waiting for a notification. */
    @Override
    public void close() {
        closed.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It was broken already, and the thread has noticed.
            }
        }
    }
}
