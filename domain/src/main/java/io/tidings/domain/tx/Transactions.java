package io.tidings.domain.tx;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Units of work: what the stores do in one becomes durable together or not at all.
 *
 * <p>When {@link #call} returns, the work is durable: it survives the death of the process and of the machine. When the
 * work throws, nothing of it has happened and the caller gets the same exception. Units of work do not see each other's
 * unfinished changes, and two that read and write the same rows behave as if one came after the other. A unit of work
 * MUST NOT block on anything but the stores, call a provider, or start another unit of work; it may run on another
 * thread than the caller's.
 *
 * <p>A unit of work may run more than once: where two were in each other's way, what one had done is undone and it runs
 * again from its beginning. So it must be a function of what the stores tell it and leave no trace but in them and in
 * its result. When a store throws, the unit MUST end with that exception or another: what it did is lost.
 */
public interface Transactions {

    <T> T call(Supplier<T> work);

    /**
     * The same for a unit that writes many rows. It may be made to wait, so that such units never stand in a row
     * before one that writes a few.
     */
    default <T> T callLarge(Supplier<T> work) {
        return call(work);
    }

    /**
     * The same for what many ask for at the same time and what costs little more for many than for one: what waits when
     * a unit of work begins is done in that one unit. Each caller waits until the unit is durable and gets its own
     * answer. When the work throws, each of what was asked for is done in a unit of its own, so that it fails for
     * those alone for whom it must.
     *
     * @param work answers each of what was asked for, in the same order; called with at least one
     * @return asks for one, waits, and answers
     */
    default <A, R> Function<A, R> callInBulk(Function<List<A>, List<R>> work) {
        return asked -> call(() -> work.apply(List.of(asked)).getFirst());
    }

    default void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    /**
     * {@link #callInBulk} for work that changes what is there, when other work that is asked for in this way is likely
     * to change the same at the same time. It may be made to wait for its turn, so that within a process no such unit
     * is in another's way, whatever work it is.
     */
    default <A, R> Function<A, R> callInTurn(Function<List<A>, List<R>> work) {
        return callInBulk(work);
    }

    /** {@link #callInTurn} for work that has nothing to answer. */
    default <A> Consumer<A> runInTurn(Consumer<List<A>> work) {
        return callInTurn((List<A> all) -> {
            work.accept(all);
            return Collections.nCopies(all.size(), null);
        })::apply;
    }
}
