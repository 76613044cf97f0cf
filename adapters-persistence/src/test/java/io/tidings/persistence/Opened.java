package io.tidings.persistence;

import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
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
    public DeliveryLog log() {
        return persistence.log();
    }

    @Override
    public ChangeFeed changes() {
        return persistence.changes();
    }

    @Override
    public Statistics statistics() {
        return persistence.statistics();
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
    public AppKeyStore keys() {
        return persistence.keys();
    }

    @Override
    public TopicStore topics() {
        return persistence.topics();
    }

    @Override
    public CategoryStore categories() {
        return persistence.categories();
    }

    @Override
    public SessionStore sessions() {
        return persistence.sessions();
    }

    @Override
    public LastCallbackStore lastCallbacks() {
        return persistence.lastCallbacks();
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
