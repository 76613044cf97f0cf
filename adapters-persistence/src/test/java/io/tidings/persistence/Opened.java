package io.tidings.persistence;

import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.tx.Transactions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** A database in a directory of its own, and its stores. */
record Opened(Persistence persistence) implements Stores, AutoCloseable {

    static Opened in(Path directory) {
        return with(PersistenceSettings.in(directory), InstantSource.system());
    }

    static Opened with(PersistenceSettings settings, InstantSource clock) {
        return new Opened(Persistence.open(settings, clock, new SecureRandom()));
    }

    @Override
    public AppStore apps() {
        return persistence.apps();
    }

    @Override
    public ProviderInstanceStore providerInstances() {
        return persistence.providerInstances();
    }

    @Override
    public ProfileStore profiles() {
        return persistence.profiles();
    }

    @Override
    public ConversationStore conversations() {
        return persistence.conversations();
    }

    @Override
    public NotificationStore notifications() {
        return persistence.notifications();
    }

    @Override
    public DeliveryStore deliveries() {
        return persistence.deliveries();
    }

    @Override
    public IdempotencyStore idempotency() {
        return persistence.idempotency();
    }

    @Override
    public LaneStore lanes() {
        return persistence.lanes();
    }

    @Override
    public TemplateStore templates() {
        return persistence.templates();
    }

    @Override
    public Transactions transactions() {
        return persistence.transactions();
    }

    @Override
    public void close() {
        persistence.close();
    }
}
