package io.tidings.persistence;

import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import io.tidings.persistence.UnitOfWork.Asked;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Units of work, made durable many at a time: a commit waits for the disk, and one wait serves all who came
 * meanwhile.
 *
 * <p>Units wait in one line. One or a few {@linkplain Writer writers}, as many as the database can use, take them
 * from it: each a unit that waits, and then every other that waits by the time it is done, up to a bound. A lone
 * unit is committed at once: nobody waits for company. Large units have a line of their own: between two of them,
 * those that wait in the other line have a commit, so that each of these waits for one large unit at most. What many
 * ask for in bulk waits as one unit, which takes all that was asked for by the time it begins.
 *
 * <p>Of what is asked for in bulk, one writer at a time has units in its commit: what comes meanwhile gathers, and is
 * done with fewer statements than if each writer took a few. What is asked for in turn has one turn in common: it
 * locks rows until its commit, and others want the same rows at once, for an answer of the provider and the callbacks
 * that follow it belong to one delivery. So none of them waits at a row for another's.
 */
final class GroupCommit implements Transactions, AutoCloseable {

    /** As many rows as go into one batch: more would make the others wait and cost hardly less. */
    private static final int MOST_IN_BULK = 128;

    private final List<Writer> writers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<UnitOfWork<?, ?>> waiting = new ArrayDeque<>();
    private final ArrayDeque<UnitOfWork<?, ?>> large = new ArrayDeque<>();
    private boolean largeIsNext;

    /** Whose commit has units that run in a turn; of each turn, one has. */
    private final Map<Object, Writer> turns = new HashMap<>();

    /** The turn of all that changes what others change at once. */
    private final Object changes = new Object();

    private boolean closed;

    /** When a writer last lost its connection. */
    private volatile long lostAt = Long.MIN_VALUE;

    /** The writer whose thread this is; none on any other thread. */
    private final ThreadLocal<Writer> here = new ThreadLocal<>();

    /** @param connect opens a connection that writes */
    GroupCommit(SqlDialect dialect, Supplier<Handle> connect, InstantSource clock) {
        this.writers = Stream.generate(() -> new Writer(this, dialect, connect, clock))
                .limit(dialect.writers()).toList();
        writers.forEach(writer -> writer.start(() -> here.set(writer)));
    }

    /** An interrupt does not hurry it: work that was handed in is finished, and the caller learns how it ended. */
    @Override
    public <T> T call(Supplier<T> work) {
        return submit(work).join().get();
    }

    @Override
    public <T> T callLarge(Supplier<T> work) {
        return submitLarge(work).join().get();
    }

    @Override
    public <A, R> Function<A, R> callInBulk(Function<List<A>, List<R>> work) {
        var submit = submitInBulk(work);
        return what -> submit.apply(what).join().get();
    }

    @Override
    public <A, R> Function<A, R> callInTurn(Function<List<A>, List<R>> work) {
        var submit = submitInTurn(work);
        return what -> submit.apply(what).join().get();
    }

    /** The same as {@link #call} without waiting: see {@link UnitOfWork.Asked#ended}. */
    <T> CompletableFuture<Supplier<T>> submit(Supplier<T> work) {
        return submit(work, waiting);
    }

    /** The same for a large unit. */
    <T> CompletableFuture<Supplier<T>> submitLarge(Supplier<T> work) {
        return submit(work, large);
    }

    /** The same in bulk. Each work has a turn of its own. */
    <A, R> Function<A, CompletableFuture<Supplier<R>>> submitInBulk(Function<List<A>, List<R>> work) {
        return new Bulk<>(work, work)::submit;
    }

    /** The same in turn. */
    <A, R> Function<A, CompletableFuture<Supplier<R>>> submitInTurn(Function<List<A>, List<R>> work) {
        return new Bulk<>(work, changes)::submit;
    }

    private <T> CompletableFuture<Supplier<T>> submit(Supplier<T> work, ArrayDeque<UnitOfWork<?, ?>> line) {
        var asked = new Asked<Supplier<T>, T>(work);
        var unit = new UnitOfWork<>(() -> List.of(asked), all -> Collections.singletonList(all.getFirst().get()),
                Optional.empty());
        enqueue(() -> {
            line.add(unit);
            changed.signal();
        });
        return asked.ended();
    }

    private void enqueue(Runnable entry) {
        if (insideUnit()) {
            throw new IllegalStateException("a unit of work cannot start another");
        }
        lock.lock();
        try {
            if (closed) {
                throw new StoreUnavailable("The database is closed.", null);
            }
            entry.run();
        } finally {
            lock.unlock();
        }
    }

    /** What waits to be done in one unit of work, of which one at most waits in the line. */
    private final class Bulk<A, R> {

        private final Function<List<A>, List<R>> work;
        private final Object turn;
        private final ArrayDeque<Asked<A, R>> asked = new ArrayDeque<>();

        Bulk(Function<List<A>, List<R>> work, Object turn) {
            this.work = work;
            this.turn = turn;
        }

        CompletableFuture<Supplier<R>> submit(A what) {
            var one = new Asked<A, R>(what);
            enqueue(() -> {
                asked.add(one);
                if (asked.size() == 1) {
                    standInLine();
                }
            });
            return one.ended();
        }

        private void standInLine() {
            waiting.add(new UnitOfWork<>(this::take, work, Optional.of(turn)));
            changed.signal();
        }

        /** What is too much for one unit stands in line again, behind those who came before it. */
        private List<Asked<A, R>> take() {
            lock.lock();
            try {
                var taken = new ArrayList<Asked<A, R>>();
                while (!asked.isEmpty() && taken.size() < MOST_IN_BULK) {
                    taken.add(asked.poll());
                }
                if (!asked.isEmpty()) {
                    standInLine();
                }
                return taken;
            } finally {
                lock.unlock();
            }
        }
    }

    /** A connection was lost. With one, the others usually are: each writer looks at its own before it uses it. */
    void lost(long now) {
        lostAt = now;
    }

    /** Whether a connection that was used last then may have been lost with another since. */
    boolean mayBeLost(long lastUse) {
        return lastUse <= lostAt;
    }

    boolean insideUnit() {
        return here.get() != null;
    }

    /** The connection of the unit of work that runs; only for use inside it. */
    Handle handle() {
        return writer().handle();
    }

    /** What the unit of work that runs, and those that share its commit, change about the statistics. */
    Ledger ledger() {
        return writer().ledger();
    }

    /** What follows when the unit of work that runs is durable. */
    Aftermath aftermath() {
        return writer().aftermath();
    }

    private Writer writer() {
        if (!insideUnit()) {
            throw new IllegalStateException("only inside a unit of work");
        }
        return here.get();
    }

    /** The next unit, once there is one; null when all is done and closed. */
    UnitOfWork<?, ?> next() {
        lock.lock();
        try {
            while (true) {
                UnitOfWork<?, ?> small = largeIsNext && !large.isEmpty() ? null : take();
                UnitOfWork<?, ?> unit = small == null ? large.poll() : small;
                if (unit != null || closed) {
                    largeIsNext = small != null;
                    return unit;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writer whose thread this is has come to the end of a commit: what it locked is free. */
    void passTurn() {
        lock.lock();
        try {
            if (turns.values().removeIf(writer -> writer == here.get())) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first that waits and that may run now; null when there is none. Whoever has a turn takes all of it. */
    private UnitOfWork<?, ?> take() {
        for (var units = waiting.iterator(); units.hasNext();) {
            UnitOfWork<?, ?> unit = units.next();
            if (unit.turn().map(turns::get).filter(writer -> writer != here.get()).isEmpty()) {
                units.remove();
                unit.turn().ifPresent(turn -> turns.put(turn, here.get()));
                return unit;
            }
        }
        return null;
    }

    /** Another unit that waits already; null when none does. Never a large one: a commit has one at most. */
    UnitOfWork<?, ?> more() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Finishes what was handed in, then closes the connections. */
    @Override
    public void close() {
        if (insideUnit()) {
            throw new IllegalStateException("a unit of work cannot close its store");
        }
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        writers.forEach(Writer::awaitEnd);
    }
}
