package io.tidings.domain.testing;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppKey;
import io.tidings.domain.app.AppKeyId;
import io.tidings.domain.app.AppKeyStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryAppKeyStore implements AppKeyStore {

    private static final Comparator<AppKey> OLDEST_FIRST = Comparator.comparing(AppKey::createdAt)
            .thenComparing(key -> key.id().toString());

    private final InMemoryTransactions transactions;
    private final Table<AppKeyId, AppKey> keys;
    private final Table<ApiKey, Instant> uses;

    InMemoryAppKeyStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.keys = new Table<>(transactions);
        this.uses = new Table<>(transactions);
    }

    @Override
    public void add(AppKey key) {
        transactions.step(() -> {
            if (findByKey(key.key()).isPresent()) {
                throw new IllegalStateException("there is already a key " + key.key());
            }
            keys.insert(key.id(), key);
            return null;
        });
    }

    @Override
    public boolean replace(AppKey changed) {
        return transactions.step(() -> {
            Optional<AppKey> found = keys.find(changed.id());
            found.ifPresent(key -> keys.put(key.id(), new AppKey(key.id(), key.app(), changed.name(), key.key(),
                    key.secret(), changed.expiresAt(), changed.revokedAt(), key.createdAt())));
            return found.isPresent();
        });
    }

    @Override
    public Optional<AppKey> find(AppKeyId id) {
        return transactions.step(() -> keys.find(id));
    }

    @Override
    public Optional<AppKey> findByKey(ApiKey key) {
        return transactions.step(() -> keys.rows().filter(it -> it.key().equals(key)).findFirst());
    }

    @Override
    public List<AppKey> ofApp(AppId app) {
        return transactions.step(() -> keys.rows().filter(it -> it.app().equals(app)).sorted(OLDEST_FIRST).toList());
    }

    @Override
    public void used(ApiKey key, Instant at) {
        transactions.step(() -> {
            if (uses.find(key).filter(before -> !before.isBefore(at)).isEmpty()) {
                uses.put(key, at);
            }
            return null;
        });
    }

    @Override
    public Optional<Instant> lastUse(ApiKey key) {
        return transactions.step(() -> uses.find(key));
    }
}
