package io.tidings.persistence;

import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Units of work, made durable many at a time: a commit waits for the disk, and one wait serves all who came
 * meanwhile.
 *
 * <p>One thread owns the one connection that writes. It takes a unit that waits, and then every other that waits by
 * the time it is done, up to a bound; each runs within a savepoint, so that one that throws takes none of the
 * others with it. Then it commits, and only then does anybody hear how their unit ended. A lone unit is committed
 * at once: nobody waits for company.
 *
 * <p>It is a platform thread, because the driver's native calls would pin a virtual one to its carrier. Callers on
 * virtual threads just park.
 *
 * <p>When the connection breaks or a commit fails, all units of that commit end with {@link StoreUnavailable}, and
 * the next ones get a new connection.
 */
final class GroupCommit implements Transactions, AutoCloseable {

    private static final int MOST_UNITS = 256;

    /** Nobody waits much longer than this for others' units to join theirs. */
    private static final long LONGEST_GATHERING_MILLIS = 50;

    private final Supplier<Handle> connect;
    private final Consumer<Handle> finish;
    private final InstantSource clock;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Unit<?>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** The writer thread's own; null before the first unit and after a fault. */
    private Handle handle;

    /**
     * @param connect opens the connection that writes
     * @param finish  the last thing to do with it
     */
    GroupCommit(Supplier<Handle> connect, Consumer<Handle> finish, InstantSource clock) {
        this.connect = connect;
        this.finish = finish;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("tidings-writer").daemon().unstarted(this::write);
        writer.start();
    }

    /** An interrupt does not hurry it: work that was handed in is finished, and the caller learns how it ended. */
    @Override
    public <T> T call(Supplier<T> work) {
        return submit(work).join().get();
    }

    /**
     * Completes, never with an exception, when the unit has ended; what it completes with returns or throws what
     * the unit did.
     */
    <T> CompletableFuture<Supplier<T>> submit(Supplier<T> work) {
        if (insideUnit()) {
            throw new IllegalStateException("a unit of work cannot start another");
        }
        var unit = new Unit<>(work);
        lock.lock();
        try {
            if (closed) {
                throw new StoreUnavailable("The database is closed.", null);
            }
            waiting.add(unit);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return unit.ended;
    }

    boolean insideUnit() {
        return Thread.currentThread() == writer;
    }

    /** The connection of the unit of work that runs; only for use inside it. */
    Handle handle() {
        if (!insideUnit()) {
            throw new IllegalStateException("only inside a unit of work");
        }
        return handle;
    }

    /** Finishes what was handed in, then closes the connection. */
    @Override
    public void close() {
        if (insideUnit()) {
            throw new IllegalStateException("a unit of work cannot close its store");
        }
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        for (Unit<?> first = next(); first != null; first = next()) {
            commitTogether(first);
        }
        if (handle != null) {
            try (Handle open = handle) {
                finish.accept(open);
            } catch (RuntimeException e) {
                // All that was committed is on disk as it is; the next start finishes what this could not.
            }
        }
    }

    private void commitTogether(Unit<?> first) {
        List<Unit<?>> units = new ArrayList<>();
        units.add(first);
        try {
            if (handle == null) {
                handle = connect.get();
            }
            handle.begin();
            first.run(handle);
            long end = clock.millis() + LONGEST_GATHERING_MILLIS;
            for (Unit<?> unit = more(); unit != null; unit = more()) {
                units.add(unit);
                unit.run(handle);
                if (units.size() == MOST_UNITS || clock.millis() >= end) {
                    break;
                }
            }
            handle.commit();
        } catch (Throwable e) {
            // Not even an error of the virtual machine may leave a caller waiting for ever.
            dropConnection();
            units.forEach(unit -> unit.failed(e));
        }
        units.forEach(Unit::tell);
    }

    private void dropConnection() {
        if (handle != null) {
            try {
                handle.close();
            } catch (RuntimeException e) {
                // It is broken; what it holds goes with it.
            }
            handle = null;
        }
    }

    /** The next unit, once there is one; null when all is done and closed. */
    private Unit<?> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Another unit that waits already; null when none does. */
    private Unit<?> more() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private static final class Unit<T> {

        private static final String SAVEPOINT = "unit";

        private final Supplier<T> work;
        private final CompletableFuture<Supplier<T>> ended = new CompletableFuture<>();
        private Supplier<T> ending;

        Unit(Supplier<T> work) {
            this.work = work;
        }

        void run(Handle handle) {
            handle.savepoint(SAVEPOINT);
            try {
                T result = work.get();
                ending = () -> result;
                handle.releaseSavepoint(SAVEPOINT);
            } catch (RuntimeException | Error e) {
                undo(handle, e);
                ending = () -> {
                    throw e;
                };
            }
        }

        /**
         * A database in trouble may have undone the whole transaction by itself; then the trouble is what all units
         * must hear of.
         */
        private static void undo(Handle handle, Throwable cause) {
            try {
                handle.rollbackToSavepoint(SAVEPOINT);
            } catch (RuntimeException e) {
                e.addSuppressed(cause);
                throw cause instanceof StoreUnavailable trouble ? trouble : e;
            }
        }

        void failed(Throwable e) {
            String why = Database.problemIn(e).map(Throwable::getMessage).orElseGet(e::toString);
            ending = () -> {
                throw new StoreUnavailable("The database cannot be written now: " + why, e);
            };
        }

        void tell() {
            ended.complete(ending);
        }
    }
}
