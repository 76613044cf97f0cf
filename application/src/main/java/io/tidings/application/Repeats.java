package io.tidings.application;

import io.tidings.application.Acceptance.Posted;
import io.tidings.application.Intake.Accepted;
import io.tidings.application.Intake.Idempotency;
import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.IdempotencyStore.Found;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
     * Does the work while nobody else in this process works under the key of the request.
     *
     * @throws Problem.Conflict while somebody does
     */
    <T> T once(Posted posted, Supplier<T> work) {
        Optional<Named> named = posted.request().idempotency().map(it -> new Named(posted.app().id(), it.key()));
        if (named.filter(it -> !running.add(it)).isPresent()) {
            throw underWay();
        }
        try {
            return work.get();
        } finally {
            named.ifPresent(running::remove);
        }
    }

    /**
     * The answer that the request got before under its key; empty when it is new, and nobody else can begin under that
     * key until the unit of work ends.
     *
     * @throws Problem.Conflict while another process works under the key
     * @throws Problem.Unprocessable when the key was used for another request
     */
    Optional<Accepted> answered(Posted posted) {
        Instant since = posted.at().minus(timing.policies().remembered());
        return posted.request().idempotency()
                .flatMap(request -> switch (store.take(posted.app().id(), request.key(), since)) {
                    case Found.Known(RememberedRequest before) -> Optional.of(replay(before, request));
                    case Found.Busy() -> throw underWay();
                    case Found.Free() -> Optional.empty();
                });
    }

    /** In the unit of work in which they are accepted. */
    void remember(List<Posted> accepted) {
        store.remember(accepted.stream().flatMap(posted -> posted.request().idempotency().stream()
                .map(request -> new RememberedRequest(posted.app().id(), request.key(), request.digest(),
                        posted.id(), posted.at())))
                .toList());
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
