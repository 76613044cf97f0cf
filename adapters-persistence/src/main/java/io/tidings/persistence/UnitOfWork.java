package io.tidings.persistence;

import io.tidings.domain.tx.StoreUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** One unit of work on its way from its caller to its end. */
final class UnitOfWork<T> {

    private static final String SAVEPOINT = "unit";

    private final Supplier<T> work;
    private final CompletableFuture<Supplier<T>> ended = new CompletableFuture<>();
    private Supplier<T> ending;

    UnitOfWork(Supplier<T> work) {
        this.work = work;
    }

    CompletableFuture<Supplier<T>> ended() {
        return ended;
    }

    /**
     * Runs within a savepoint, so that a unit that throws takes none of the others of its commit with it.
     *
     * @param ledger    gets what the unit counted, unless it is undone
     * @param aftermath gets what follows from it, unless it is undone
     * @param contested whether the unit threw only because another was in its way
     * @return whether it came to an end; if not, nothing of it has happened and it is to be run again
     */
    boolean run(Handle handle, Ledger ledger, Aftermath aftermath, Predicate<Throwable> contested) {
        handle.savepoint(SAVEPOINT);
        try {
            T result = work.get();
            handle.releaseSavepoint(SAVEPOINT);
            ledger.unitEnded();
            aftermath.unitEnded();
            ending = () -> result;
        } catch (RuntimeException | Error e) {
            ledger.unitUndone();
            aftermath.unitUndone();
            undo(handle, e);
            ending = () -> {
                throw e;
            };
            return !contested.test(e);
        }
        return true;
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
