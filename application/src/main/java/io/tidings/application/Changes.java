package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.log.Change;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.tx.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to deliveries, as it happens, for as many as listen. One thread reads the feed for them all; without a
 * listener there is none, and nothing is read.
 */
public final class Changes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private static final int PART = 500;

    /** How long a change waits to be noticed at most. */
    private static final long PAUSE_MILLIS = 200;

    private final ChangeFeed feed;
    private final NotificationStore notifications;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final List<Listener> listeners = new ArrayList<>();

    /** How far the thread has read; meaningless while there is none. */
    private Position read = Position.START;
    private boolean reading;
    private boolean closed;

    public Changes(ChangeFeed feed, NotificationStore notifications) {
        this.feed = feed;
        this.notifications = notifications;
    }

    /** @param after what was seen last; empty begins now */
    public Listener ofApp(AppId app, Optional<Position> after) {
        Position now = feed.end();
        return listen(after.orElse(now), now, Optional.empty(), change -> change.app().equals(app));
    }

    /**
     * @param after what was seen last; empty begins with the first that happened
     * @throws Problem.NotFound also when it is another app's
     */
    public Listener ofNotification(App app, NotificationId id, Optional<Position> after) {
        notifications.find(id).filter(found -> found.app().equals(app.id()))
                .orElseThrow(() -> new Problem.NotFound("notification"));
        return listen(after.orElse(Position.START), feed.end(), Optional.of(id),
                change -> change.notification().equals(id));
    }

    /**
     * The thread reads on from no later than {@code now}, and the listener's first look at the feed comes later than
     * that: so between what the listener finds and what it is handed nothing is missing.
     */
    private Listener listen(Position after, Position now, Optional<NotificationId> notification,
            Predicate<Change> wanted) {
        lock.lock();
        try {
            var listener = new Listener(this, lock.newCondition(), after, notification, wanted);
            listeners.add(listener);
            if (!reading && !closed) {
                reading = true;
                read = now;
                Thread.ofVirtual().name("tidings-changes").start(this::read);
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        for (Optional<Position> from = next(false); from.isPresent();) {
            boolean last = true;
            try {
                ChangeFeed.Part part = feed.after(from.get(), Optional.empty(), PART);
                handOut(part.changes());
                last = part.last();
            } catch (StoreUnavailable e) {
                LOG.debug("The changes cannot be read now", e);
            } catch (RuntimeException e) {
                LOG.error("The changes cannot be read; it is tried again", e);
            }
            from = next(last);
        }
    }

    /** From where to read on; empty, and the end of the thread, when nobody listens. */
    private Optional<Position> next(boolean pause) {
        lock.lock();
        try {
            if (pause && !closed) {
                closing.awaitNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
            reading = !closed && !listeners.isEmpty();
            return reading ? Optional.of(read) : Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private void handOut(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            read = changes.getLast().position();
            listeners.forEach(listener -> listener.offer(changes));
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    ChangeFeed.Part lookUp(Position after, Optional<NotificationId> notification) {
        return feed.after(after, notification, PART);
    }

    boolean isClosed() {
        return closed;
    }

    void forget(Listener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting of all listeners; for good. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
            listeners.forEach(Listener::wake);
        } finally {
            lock.unlock();
        }
    }
}
