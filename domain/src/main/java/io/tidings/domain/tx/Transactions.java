package io.tidings.domain.tx;

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

    default void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
