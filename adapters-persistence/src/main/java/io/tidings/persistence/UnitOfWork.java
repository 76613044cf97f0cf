package io.tidings.persistence;

import io.tidings.domain.tx.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** One unit of work on its way from those who asked for it, one or many, to its end. */
final class UnitOfWork<A, R> {

    private static final String SAVEPOINT = "unit";

    private final Supplier<List<Asked<A, R>>> waiting;
    private final Function<List<A>, List<R>> work;
    private final Optional<Object> turn;

    /** Null until it begins: who asks before that may still be in it. */
    private List<Asked<A, R>> asked;

    /**
     * @param waiting what it is to do; called once, when it begins
     * @param turn    what it has in common with others, of which only one commit at a time has any
     */
    UnitOfWork(Supplier<List<Asked<A, R>>> waiting, Function<List<A>, List<R>> work, Optional<Object> turn) {
        this.waiting = waiting;
        this.work = work;
        this.turn = turn;
    }

    Optional<Object> turn() {
        return turn;
    }

    /** What one caller asked for. */
    static final class Asked<A, R> {

        private final A what;
        private final CompletableFuture<Supplier<R>> ended = new CompletableFuture<>();
        private Supplier<R> ending;

        Asked(A what) {
            this.what = what;
        }

        /**
         * Completes, never with an exception, when the unit has ended; what it completes with returns or throws what
         * the unit did.
         */
        CompletableFuture<Supplier<R>> ended() {
            return ended;
        }
    }

    private List<Asked<A, R>> asked() {
        if (asked == null) {
            asked = waiting.get();
        }
        return asked;
    }

    /**
     * Runs within a savepoint, so that a unit that throws takes none of the others of its commit with it.
     *
     * @param ledger    gets what the unit counted, unless it is undone
     * @param aftermath gets what follows from it, unless it is undone
     * @param contested whether the unit threw only because another was in its way
     * @return what is to be run in its place, because nothing of it has happened: itself, or one for each who asked, so
     *         that it fails for those alone for whom it must; nothing when it came to an end
     */
    List<UnitOfWork<A, R>> run(Handle handle, Ledger ledger, Aftermath aftermath, Predicate<Throwable> contested) {
        asked();
        handle.savepoint(SAVEPOINT);
        try {
            List<R> results = work.apply(asked.stream().map(one -> one.what).toList());
            handle.releaseSavepoint(SAVEPOINT);
            ledger.unitEnded();
            aftermath.unitEnded();
            for (int i = 0; i < asked.size(); i++) {
                R result = results.get(i);
                asked.get(i).ending = () -> result;
            }
            return List.of();
        } catch (RuntimeException | Error e) {
            ledger.unitUndone();
            aftermath.unitUndone();
            undo(handle, e);
            asked.forEach(one -> one.ending = () -> {
                throw e;
            });
            return asked.size() > 1 || contested.test(e) ? alone() : List.of();
        }
    }

    /** What does the same, each for one who asked. */
    List<UnitOfWork<A, R>> alone() {
        return asked().size() == 1
                ? List.of(this)
                : asked.stream().map(one -> new UnitOfWork<>(() -> List.of(one), work, turn)).toList();
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

    /** It was undone, or could not even begin. */
    void failed(Throwable e) {
        String why = Database.problemIn(e).map(Throwable::getMessage).orElseGet(e::toString);
        asked().forEach(one -> one.ending = () -> {
            throw new StoreUnavailable("The database cannot be written now: " + why, e);
        });
    }

    void tell() {
        asked().forEach(one -> one.ended.complete(one.ending));
    }
}
