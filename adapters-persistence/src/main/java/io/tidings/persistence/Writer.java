package io.tidings.persistence;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A thread that owns a connection and runs units of work on it, several in one transaction. Only when that is
 * committed does anybody hear how their unit ended.
 *
 * <p>It is a platform thread, because a driver's native calls would pin a virtual one to its carrier. Callers on
 * virtual threads just park.
 *
 * <p>When the connection breaks or a commit fails, all units of that commit end with
 * {@link io.tidings.domain.tx.StoreUnavailable}, and the next ones get a new connection. A unit that another one is
 * in the way of (a deadlock, a lock that is not given) is undone and set aside, so that the others of its commit,
 * and the locks that they hold, are not kept; then it is run again, by itself.
 */
final class Writer {

    private static final int MOST_UNITS = 256;

    /** Nobody waits much longer than this for others' units to join theirs. */
    private static final long LONGEST_GATHERING_MILLIS = 50;

    /** Of a unit by itself. Each waits for others as long as it makes sense to. */
    private static final int MOST_TRIES = 3;

    /** A connection that rested for longer may have been cut, and is looked at before it is used. */
    private static final long LONGEST_REST_MILLIS = 1_000;

    private final GroupCommit line;
    private final SqlDialect dialect;
    private final Supplier<Handle> connect;
    private final InstantSource clock;
    private final Ledger ledger = new Ledger();
    private final Aftermath aftermath = new Aftermath();
    private Thread thread;

    /** Null before the first unit and after a fault. */
    private Handle handle;
    private long lastUse;

    Writer(GroupCommit line, SqlDialect dialect, Supplier<Handle> connect, InstantSource clock) {
        this.line = line;
        this.dialect = dialect;
        this.connect = connect;
        this.clock = clock;
    }

    /** @param first is done on the new thread before anything else */
    void start(Runnable first) {
        thread = Thread.ofPlatform().name("tidings-writer").daemon().start(() -> {
            first.run();
            write();
        });
    }

    Handle handle() {
        return handle;
    }

    Ledger ledger() {
        return ledger;
    }

    Aftermath aftermath() {
        return aftermath;
    }

    void awaitEnd() {
        Threads.awaitEnd(thread);
    }

    private void write() {
        for (UnitOfWork<?, ?> first = line.next(); first != null; first = line.next()) {
            commit(first, line::more, false).forEach(this::runAlone);
        }
        if (handle != null) {
            try (Handle open = handle) {
                dialect.finish(open);
            } catch (RuntimeException e) {
                // All that was committed is on disk as it is; the next start finishes what this could not.
            }
        }
    }

    private void runAlone(UnitOfWork<?, ?> unit) {
        for (int tries = 1; tries < MOST_TRIES; tries++) {
            if (commit(unit, () -> null, true).isEmpty()) {
                return;
            }
        }
        // It ends with the exception of its last try, which says what was in its way.
        commit(unit, () -> null, true).forEach(UnitOfWork::tell);
    }

    /** Runs units together and commits; answers those of which nothing has happened and which are to be run again. */
    private List<UnitOfWork<?, ?>> commit(UnitOfWork<?, ?> first, Supplier<UnitOfWork<?, ?>> more, boolean patient) {
        var ended = new ArrayList<UnitOfWork<?, ?>>();
        var again = new ArrayList<UnitOfWork<?, ?>>();
        UnitOfWork<?, ?> unit = first;
        try {
            open();
            handle.begin();
            if (patient) {
                dialect.bePatient(handle);
            }
            long end = clock.millis() + LONGEST_GATHERING_MILLIS;
            while (unit != null) {
                var instead = unit.run(handle, ledger, aftermath, this::contested);
                if (instead.isEmpty()) {
                    ended.add(unit);
                }
                again.addAll(instead);
                boolean enough = ended.size() + again.size() >= MOST_UNITS || clock.millis() >= end;
                unit = enough ? null : more.get();
            }
            ledger.write(handle);
            handle.commit();
            lastUse = clock.millis();
        } catch (Throwable e) {
            // Not even an error of the virtual machine may leave a caller waiting for ever.
            dropConnection();
            aftermath.clear();
            Database.problemIn(e).filter(dialect::connectionLost).ifPresent(lost -> line.lost(clock.millis()));
            if (unit != null) {
                ended.add(unit);
            }
            if (contested(e)) {
                ended.forEach(it -> it.failed(e));
                ended.forEach(it -> again.addAll(it.alone()));
                return again;
            }
            ended.forEach(it -> it.failed(e));
        } finally {
            line.passTurn();
        }
        Optional<WorkHint> hint = aftermath.follow();
        ended.forEach(UnitOfWork::tell);
        hint.ifPresent(this::announce);
        foldNowAndThen();
        return again;
    }

    /** When it does not come about, all is counted the same, and the next time is soon. */
    private void foldNowAndThen() {
        if (ledger.isFoldDue() && handle != null) {
            try {
                handle.useTransaction(StatisticTable::fold);
            } catch (RuntimeException e) {
                dropConnection();
            }
        }
    }

    private boolean contested(Throwable e) {
        return Database.problemIn(e).filter(dialect::contested).isPresent();
    }

    private void open() throws SQLException {
        boolean doubtful = clock.millis() - lastUse > LONGEST_REST_MILLIS || line.mayBeLost(lastUse);
        if (handle != null && doubtful && !handle.getConnection().isValid(1)) {
            dropConnection();
        }
        if (handle == null) {
            handle = connect.get();
        }
    }

    /** After the commit and not in it: there, PostgreSQL lets only one that announces anything pass at a time. */
    private void announce(WorkHint hint) {
        try {
            dialect.announceWork(handle, hint);
        } catch (JdbiException e) {
            dropConnection();
        }
    }

    private void dropConnection() {
        ledger.clear();
        if (handle != null) {
            try {
                handle.close();
            } catch (RuntimeException e) {
                // It is broken; what it holds goes with it.
            }
            handle = null;
        }
    }
}
