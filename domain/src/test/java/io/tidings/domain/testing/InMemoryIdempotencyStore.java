package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

final class InMemoryIdempotencyStore implements IdempotencyStore {

    private record Scoped(AppId app, IdempotencyKey key) {}

    private final InMemoryTransactions transactions;
    private final Table<Scoped, RememberedRequest> requests;

    InMemoryIdempotencyStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.requests = new Table<>(transactions);
    }

    /** Never busy: there is one unit of work at a time. */
    @Override
    public Found take(AppId app, IdempotencyKey key, Instant since) {
        transactions.requireOpen();
        var scoped = new Scoped(app, key);
        Optional<RememberedRequest> before = requests.find(scoped);
        if (before.isPresent() && before.get().acceptedAt().isBefore(since)) {
            requests.remove(scoped);
            return new Found.Free();
        }
        return before.<Found>map(Found.Known::new).orElseGet(Found.Free::new);
    }

    @Override
    public void remember(Collection<RememberedRequest> remembered) {
        transactions.requireOpen();
        remembered.forEach(request -> requests.insert(new Scoped(request.app(), request.key()), request));
    }

    @Override
    public int forget(Instant before, int limit) {
        return transactions.step(() -> {
            List<RememberedRequest> old = requests.rows().filter(it -> it.acceptedAt().isBefore(before))
                    .sorted(Comparator.comparing(RememberedRequest::acceptedAt)).limit(limit).toList();
            old.forEach(it -> requests.remove(new Scoped(it.app(), it.key())));
            return old.size();
        });
    }
}
