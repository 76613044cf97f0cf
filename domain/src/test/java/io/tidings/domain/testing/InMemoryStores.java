package io.tidings.domain.testing;

import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;

/**
 * The reference implementation of the stores: the shortest that keeps every law of the ports, except that it forgets
 * all when the process ends. Begins empty.
 */
public final class InMemoryStores implements Stores {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final AppStore apps = new InMemoryAppStore(transactions);
    private final ProviderInstanceStore providerInstances = new InMemoryProviderInstanceStore(transactions, apps);
    private final ProfileStore profiles = new InMemoryProfileStore(transactions);
    private final ConversationStore conversations = new InMemoryConversationStore(transactions);
    private final InMemoryNotificationStore notifications = new InMemoryNotificationStore(transactions);
    private final IdempotencyStore idempotency = new InMemoryIdempotencyStore(transactions);
    private final LaneStore lanes = new InMemoryLaneStore(transactions);
    private final InMemoryDeliveryStore deliveries = new InMemoryDeliveryStore(transactions, notifications);
    private final DeliveryLog log = new InMemoryDeliveryLog(transactions, deliveries, notifications);
    private final ChangeFeed changes = new InMemoryChangeFeed(transactions, deliveries);
    private final Statistics statistics = new InMemoryStatistics(transactions, deliveries);
    private final TemplateStore templates = new InMemoryTemplateStore(transactions);
    private final AppKeyStore keys = new InMemoryAppKeyStore(transactions);
    private final TopicStore topics = new InMemoryTopicStore(transactions);
    private final CategoryStore categories = new InMemoryCategoryStore(transactions);
    private final SessionStore sessions = new InMemorySessionStore(transactions);
    private final LastCallbackStore lastCallbacks = new InMemoryLastCallbackStore(transactions);

    @Override
    public AppStore apps() {
        return apps;
    }

    @Override
    public ProviderInstanceStore providerInstances() {
        return providerInstances;
    }

    @Override
    public ProfileStore profiles() {
        return profiles;
    }

    @Override
    public ConversationStore conversations() {
        return conversations;
    }

    @Override
    public NotificationStore notifications() {
        return notifications;
    }

    @Override
    public DeliveryStore deliveries() {
        return deliveries;
    }

    @Override
    public DeliveryLog log() {
        return log;
    }

    @Override
    public ChangeFeed changes() {
        return changes;
    }

    @Override
    public Statistics statistics() {
        return statistics;
    }

    @Override
    public IdempotencyStore idempotency() {
        return idempotency;
    }

    @Override
    public LaneStore lanes() {
        return lanes;
    }

    @Override
    public TemplateStore templates() {
        return templates;
    }

    @Override
    public AppKeyStore keys() {
        return keys;
    }

    @Override
    public TopicStore topics() {
        return topics;
    }

    @Override
    public CategoryStore categories() {
        return categories;
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public LastCallbackStore lastCallbacks() {
        return lastCallbacks;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
