package io.tidings.application;

import io.tidings.application.Intake.Accepted;
import io.tidings.application.Intake.Idempotency;
import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.IdempotencyStore.Found;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Recognises requests that are repeated under the same key: what they do is done once. */
final class Repeats {

    private final IdempotencyStore store;
    private final Timing timing;

    /** In this process: two units that share a commit are one to the store, which would show one the other's work. */
    private final Set<Named> running = ConcurrentHashMap.newKeySet();

    Repeats(IdempotencyStore store, Timing timing) {
        this.store = store;
        this.timing = timing;
    }

    private record Named(AppId app, IdempotencyKey key) {}

    /**
     * Does the work and remembers its answer in the same unit of work; answers as before when that has happened.
     *
     * @param unit  runs a unit of work
     * @throws Problem.Conflict while the same request is under way, here or in another process
     * @throws Problem.Unprocessable when the key was used for another request
     */
    Accepted once(AppId app, Idempotency request, NotificationId answer, Instant now, Supplier<Accepted> work,
            Function<Supplier<Accepted>, Accepted> unit) {
        var named = new Named(app, request.key());
        if (!running.add(named)) {
            throw underWay();
        }
        Instant since = now.minus(timing.policies().remembered());
        try {
            return unit.apply(() -> switch (store.take(app, request.key(), since)) {
                case Found.Known(RememberedRequest before) -> replay(before, request);
                case Found.Busy() -> throw underWay();
                case Found.Free() -> {
                    store.remember(new RememberedRequest(app, request.key(), request.digest(), answer, now));
                    yield work.get();
                }
            });
        } finally {
            running.remove(named);
        }
    }

    private static Problem.Conflict underWay() {
        return new Problem.Conflict(Problem.Conflict.Kind.REQUEST_IN_PROGRESS,
                "A request with this idempotency key is under way. Repeat it in a moment.");
    }

    private static Accepted replay(RememberedRequest before, Idempotency request) {
        if (!before.digest().equals(request.digest())) {
            throw new Problem.Unprocessable(Problem.Unprocessable.Kind.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key",
                    "was used for another request before; use a new key for a new request");
        }
        return new Accepted(before.answer(), true);
    }
}
