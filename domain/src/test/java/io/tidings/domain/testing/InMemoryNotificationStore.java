package io.tidings.domain.testing;

import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.app.AppId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryNotificationStore implements NotificationStore {

    private static final Comparator<Notification> OLDEST_FIRST = Comparator.comparing(Notification::createdAt)
            .thenComparing(notification -> notification.id().toString());

    private final InMemoryTransactions transactions;
    private final Table<NotificationId, Notification> notifications;

    InMemoryNotificationStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.notifications = new Table<>(transactions);
    }

    @Override
    public void add(Collection<Notification> added) {
        transactions.step(() -> {
            added.forEach(notification -> notifications.insert(notification.id(), notification));
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

    @Override
    public List<NotificationId> ofRun(AppId app, String workflow, String cancellationKey) {
        Optional<WorkflowRun> run = Optional.of(new WorkflowRun(workflow, Optional.of(cancellationKey)));
        return transactions.step(() -> notifications.rows()
                .filter(notification -> notification.app().equals(app) && notification.run().equals(run))
                .sorted(OLDEST_FIRST).map(Notification::id).toList());
    }

    @Override
    public int removeEmpty(Instant before, int limit) {
        return transactions.step(() -> {
            List<NotificationId> empty = notifications.rows()
                    .filter(notification -> notification.made() == 0 && notification.createdAt().isBefore(before))
                    .sorted(OLDEST_FIRST).limit(limit).map(Notification::id).toList();
            empty.forEach(this::forget);
            return empty.size();
        });
    }

    /** Removes one, where there is one. Only inside a unit of work. */
    void forget(NotificationId id) {
        notifications.remove(id);
    }
}
