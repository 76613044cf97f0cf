package io.tidings.domain.testing;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.app.SecretDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryAppStore implements AppStore {

    private static final Comparator<App> OLDEST_FIRST = Comparator.comparing(App::createdAt)
            .thenComparing(app -> app.id().value());

    private final InMemoryTransactions transactions;
    private final Table<AppId, App> apps;

    InMemoryAppStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.apps = new Table<>(transactions);
    }

    @Override
    public void add(App app) {
        transactions.step(() -> {
            if (withKey(app.key()).isPresent()) {
                throw new IllegalStateException("there is already an app with the key " + app.key());
            }
            apps.insert(app.id(), app);
            return null;
        });
    }

    @Override
    public boolean replaceSecret(AppId id, SecretDigest secret) {
        return transactions.step(() -> {
            Optional<App> found = apps.find(id);
            found.ifPresent(
                    app -> apps.put(id, new App(id, app.name(), app.key(), secret, app.budget(), app.createdAt())));
            return found.isPresent();
        });
    }

    @Override
    public boolean rename(AppId id, String name) {
        return transactions.step(() -> {
            Optional<App> found = apps.find(id);
            found.ifPresent(app -> apps.put(id,
                    new App(id, name, app.key(), app.secret(), app.budget(), app.createdAt())));
            return found.isPresent();
        });
    }

    @Override
    public boolean replaceBudget(AppId id, Optional<Duration> budget) {
        return transactions.step(() -> {
            Optional<App> found = apps.find(id);
            found.ifPresent(app -> apps.put(id,
                    new App(id, app.name(), app.key(), app.secret(), budget, app.createdAt())));
            return found.isPresent();
        });
    }

    @Override
    public Optional<App> find(AppId app) {
        return transactions.step(() -> apps.find(app));
    }

    @Override
    public Optional<App> findByKey(ApiKey key) {
        return transactions.step(() -> withKey(key));
    }

    @Override
    public List<App> all() {
        return transactions.step(() -> apps.rows().sorted(OLDEST_FIRST).toList());
    }

    private Optional<App> withKey(ApiKey key) {
        return apps.rows().filter(app -> app.key().equals(key)).findFirst();
    }
}
