package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.Comparator;
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

    @Override
    public Optional<RememberedRequest> lock(AppId app, IdempotencyKey key) {
        transactions.requireOpen();
        return requests.find(new Scoped(app, key));
    }

    @Override
    public void remember(RememberedRequest request) {
        transactions.requireOpen();
        requests.insert(new Scoped(request.app(), request.key()), request);
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
