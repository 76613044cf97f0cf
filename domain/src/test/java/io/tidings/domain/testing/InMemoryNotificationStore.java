package io.tidings.domain.testing;

import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryNotificationStore implements NotificationStore {

    private final InMemoryTransactions transactions;
    private final Table<NotificationId, Notification> notifications;

    InMemoryNotificationStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.notifications = new Table<>(transactions);
    }

    @Override
    public void add(Notification notification) {
        transactions.step(() -> {
            notifications.insert(notification.id(), notification);
            return null;
        });
    }

    @Override
    public Optional<Notification> find(NotificationId id) {
        return transactions.step(() -> notifications.find(id));
    }

    @Override
    public Map<NotificationId, Notification> find(Collection<NotificationId> ids) {
        return transactions.step(() -> {
            var found = new HashMap<NotificationId, Notification>();
            ids.forEach(id -> notifications.find(id).ifPresent(notification -> found.put(id, notification)));
            return Map.copyOf(found);
        });
    }

    /** Removes one, where there is one. Only inside a unit of work. */
    void forget(NotificationId id) {
        notifications.remove(id);
    }
}
