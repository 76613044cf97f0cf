package io.tidings.application;

import io.tidings.application.Intake.Accepted;
import io.tidings.application.Intake.Idempotency;
import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.RememberedRequest;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Recognises requests that are repeated under the same key: what they do is done once. */
final class Repeats {

    private final IdempotencyStore store;
    private final Transactions transactions;
    private final Set<Named> running = ConcurrentHashMap.newKeySet();

    Repeats(IdempotencyStore store, Transactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    private record Named(AppId app, IdempotencyKey key) {}

    /**
     * Does the work and remembers its answer in the same unit of work; answers as before when that has happened.
     *
     * @throws Problem.Conflict while the same request is under way in this process
     * @throws Problem.Unprocessable when the key was used for another request
     */
    Accepted once(AppId app, Idempotency request, NotificationId answer, Instant now, Runnable work) {
        var named = new Named(app, request.key());
        if (!running.add(named)) {
            throw new Problem.Conflict(Problem.Conflict.Kind.REQUEST_IN_PROGRESS,
                    "A request with this idempotency key is under way. Repeat it in a moment.");
        }
        try {
            return transactions.call(() -> {
                Optional<RememberedRequest> before = store.lock(app, request.key());
                if (before.isPresent()) {
                    return replay(before.get(), request);
                }
                work.run();
                store.remember(new RememberedRequest(app, request.key(), request.digest(), answer, now));
                return new Accepted(answer, false);
            });
        } finally {
            running.remove(named);
        }
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
