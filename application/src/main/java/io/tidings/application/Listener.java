package io.tidings.application;

import io.tidings.domain.log.Change;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;

/**
 * One who listens to {@link Changes}, on one thread. What is handed to it waits in a bounded buffer. When that is full,
 * because it is slow, it is emptied, and the listener looks the changes up itself until it has caught up: it loses
 * nothing, holds nobody up, and takes no more memory.
 */
public final class Listener implements AutoCloseable {

    private static final int BUFFER = 1_000;

    private final Changes changes;
    private final Condition arrived;
    private final Optional<NotificationId> notification;
    private final Predicate<Change> wanted;
    private final ArrayDeque<Change> buffer = new ArrayDeque<>();
    private Position seen;

    /** Whether it must look for itself: the buffer does not begin where it has ended. */
    private boolean behind = true;

    Listener(Changes changes, Condition arrived, Position after, Optional<NotificationId> notification,
            Predicate<Change> wanted) {
        this.changes = changes;
        this.arrived = arrived;
        this.seen = after;
        this.notification = notification;
        this.wanted = wanted;
    }

    /** The last that was answered, or passed over; what comes next comes after it. */
    public Position position() {
        return seen;
    }

    /** Whether nothing will come any more, because the process stops. */
    public boolean isOver() {
        changes.lock().lock();
        try {
            return changes.isClosed();
        } finally {
            changes.lock().unlock();
        }
    }

    /**
     * What happened since, oldest first; waits for it that long at most, and then answers nothing.
     *
     * @throws io.tidings.domain.tx.StoreUnavailable when it cannot be looked up now; asking again is right
     */
    public List<Change> next(Duration atMost) throws InterruptedException {
        List<Change> found = await(atMost) ? lookUp() : drained();
        List<Change> fresh = found.stream().filter(change -> change.position().compareTo(seen) > 0).toList();
        if (!fresh.isEmpty()) {
            seen = fresh.getLast().position();
        }
        return fresh.stream().filter(wanted).toList();
    }

    private List<Change> lookUp() {
        boolean last = false;
        try {
            ChangeFeed.Part part = changes.lookUp(seen, notification);
            last = part.last();
            return part.changes();
        } finally {
            if (!last) {
                fallBehind();
            }
        }
    }

    /** @return whether to look in the feed and not in the buffer */
    private boolean await(Duration atMost) throws InterruptedException {
        changes.lock().lock();
        try {
            long nanos = atMost.toNanos();
            while (!behind && buffer.isEmpty() && nanos > 0 && !changes.isClosed()) {
                nanos = arrived.awaitNanos(nanos);
            }
            boolean look = behind && !changes.isClosed();
            if (look) {
                // What is handed over from now on is after what is going to be found, or among it.
                buffer.clear();
                behind = false;
            }
            return look;
        } finally {
            changes.lock().unlock();
        }
    }

    private void fallBehind() {
        changes.lock().lock();
        try {
            behind = true;
        } finally {
            changes.lock().unlock();
        }
    }

    private List<Change> drained() {
        changes.lock().lock();
        try {
            List<Change> all = List.copyOf(buffer);
            buffer.clear();
            return all;
        } finally {
            changes.lock().unlock();
        }
    }

    /** Called with the lock held. */
    void offer(List<Change> some) {
        for (Change change : some) {
            if (!behind && wanted.test(change)) {
                buffer.add(change);
                if (buffer.size() > BUFFER) {
                    behind = true;
                    buffer.clear();
                }
            }
        }
        if (behind || !buffer.isEmpty()) {
            wake();
        }
    }

    /** Called with the lock held. */
    void wake() {
        arrived.signalAll();
    }

    @Override
    public void close() {
        changes.forget(this);
    }
}
