package io.tidings.domain.testing;

import io.tidings.domain.tx.Transactions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One unit of work at a time, on the caller's thread. What it has done is undone, latest first, when it throws. */
final class InMemoryTransactions implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> undos = new ArrayDeque<>();

    @Override
    public <T> T call(Supplier<T> work) {
        if (isOpenHere()) {
            throw new IllegalStateException("a unit of work must not start another");
        }
        lock.lock();
        try {
            return allOrNothing(work);
        } finally {
            undos.clear();
            lock.unlock();
        }
    }

    /**
     * What one method of a store does: a part of the unit of work that is open here, else a unit of its own. In both it
     * happens wholly or not at all.
     */
    <T> T step(Supplier<T> step) {
        return isOpenHere() ? allOrNothing(step) : call(step);
    }

    void requireOpen() {
        if (!isOpenHere()) {
            throw new IllegalStateException("only inside a unit of work");
        }
    }

    /** To be called with every change. */
    void onRollback(Runnable undo) {
        requireOpen();
        undos.push(undo);
    }

    private boolean isOpenHere() {
        return lock.isHeldByCurrentThread();
    }

    private <T> T allOrNothing(Supplier<T> work) {
        int before = undos.size();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            while (undos.size() > before) {
                undos.pop().run();
            }
            throw e;
        }
    }
}
