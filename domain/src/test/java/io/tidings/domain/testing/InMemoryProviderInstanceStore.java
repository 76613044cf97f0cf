package io.tidings.domain.testing;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

final class InMemoryProviderInstanceStore implements ProviderInstanceStore {

    private static final Comparator<ProviderInstance> BY_POSITION_THEN_AGE = Comparator
            .comparing(ProviderInstance::position)
            .thenComparing(ProviderInstance::createdAt)
            .thenComparing(instance -> instance.id().value());

    private final InMemoryTransactions transactions;
    private final AppStore apps;
    private final Table<ProviderInstanceId, ProviderInstance> instances;

    InMemoryProviderInstanceStore(InMemoryTransactions transactions, AppStore apps) {
        this.transactions = transactions;
        this.apps = apps;
        this.instances = new Table<>(transactions);
    }

    @Override
    public void add(ProviderInstance instance) {
        transactions.step(() -> {
            instances.insert(instance.id(), instance);
            return null;
        });
    }

    @Override
    public boolean replace(ProviderInstance changed) {
        return transactions.step(() -> {
            boolean current = instances.find(changed.id())
                    .filter(stored -> stored.version() == changed.version())
                    .isPresent();
            if (current) {
                instances.put(changed.id(), oneVersionOn(changed));
            }
            return current;
        });
    }

    @Override
    public boolean remove(ProviderInstanceId id) {
        return transactions.step(() -> instances.remove(id).isPresent());
    }

    @Override
    public Optional<ProviderInstance> findRecent(ProviderInstanceId id) {
        return find(id);
    }

    @Override
    public Optional<ProviderInstance> find(ProviderInstanceId id) {
        return transactions.step(() -> instances.find(id));
    }

    @Override
    public List<ProviderInstance> ofApp(AppId app) {
        return sorted(instance -> instance.app().equals(app));
    }

    @Override
    public List<ProviderInstance> ofApp(ApiKey key) {
        return transactions.step(() -> apps.findByKey(key).map(app -> ofApp(app.id())).orElse(List.of()));
    }

    private List<ProviderInstance> sorted(Predicate<ProviderInstance> wanted) {
        return transactions.step(() -> instances.rows().filter(wanted).sorted(BY_POSITION_THEN_AGE).toList());
    }

    private static ProviderInstance oneVersionOn(ProviderInstance it) {
        return new ProviderInstance(it.id(), it.app(), it.provider(), it.channel(), it.name(), it.settings(),
                it.enabled(), it.position(), it.concurrency(), it.rate(), it.version() + 1, it.createdAt(),
                it.updatedAt());
    }
}
