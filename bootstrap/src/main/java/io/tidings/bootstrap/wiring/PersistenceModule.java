package io.tidings.bootstrap.wiring;

import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import io.tidings.persistence.Persistence;

/** The stores, as ports. */
final class PersistenceModule extends StrictModule {

    private final Persistence persistence;

    PersistenceModule(Persistence persistence) {
        this.persistence = persistence;
    }

    @Override
    protected void configure() {
        super.configure();
        bind(AppStore.class).toInstance(persistence.apps());
        bind(ProviderInstanceStore.class).toInstance(persistence.providerInstances());
        bind(ProfileStore.class).toInstance(persistence.profiles());
        bind(ConversationStore.class).toInstance(persistence.conversations());
        bind(NotificationStore.class).toInstance(persistence.notifications());
        bind(DeliveryStore.class).toInstance(persistence.deliveries());
        bind(DeliveryLog.class).toInstance(persistence.log());
        bind(ChangeFeed.class).toInstance(persistence.changes());
        bind(Statistics.class).toInstance(persistence.statistics());
        bind(LaneStore.class).toInstance(persistence.lanes());
        bind(IdempotencyStore.class).toInstance(persistence.idempotency());
        bind(TemplateStore.class).toInstance(persistence.templates());
        bind(AppKeyStore.class).toInstance(persistence.keys());
        bind(TopicStore.class).toInstance(persistence.topics());
        bind(CategoryStore.class).toInstance(persistence.categories());
        bind(SessionStore.class).toInstance(persistence.sessions());
        bind(LastCallbackStore.class).toInstance(persistence.lastCallbacks());
        bind(Transactions.class).toInstance(persistence.transactions());
        bind(HealthCheck.class).toInstance(persistence.healthCheck());
    }
}
