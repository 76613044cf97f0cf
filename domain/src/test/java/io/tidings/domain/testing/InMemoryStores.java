package io.tidings.domain.testing;

import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.template.TemplateStore;
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
    private final TemplateStore templates = new InMemoryTemplateStore(transactions);
    private final DeliveryStore deliveries = new InMemoryDeliveryStore(transactions, notifications);

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
    public Transactions transactions() {
        return transactions;
    }
}
