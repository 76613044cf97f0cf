package io.tidings.domain.testing;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.log.LogEntry;
import io.tidings.domain.log.LogFilter;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.statistics.Summary.Milestone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class InMemoryDeliveryLog implements DeliveryLog {

    private static final Comparator<Delivery> NEWEST_FIRST = Comparator
            .comparing((Delivery delivery) -> delivery.order().createdAt())
            .thenComparing(delivery -> delivery.id().toString()).reversed();

    private final InMemoryTransactions transactions;
    private final InMemoryDeliveryStore deliveries;
    private final InMemoryNotificationStore notifications;

    InMemoryDeliveryLog(InMemoryTransactions transactions, InMemoryDeliveryStore deliveries,
            InMemoryNotificationStore notifications) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.notifications = notifications;
    }

    @Override
    public Page<LogEntry> page(LogFilter filter, Optional<String> cursor, int skip, int limit) {
        Optional<UUID> last = cursor.map(UUID::fromString);
        return transactions.step(() -> {
            List<Delivery> all = deliveries.ofApp(filter.app()).sorted(NEWEST_FIRST).toList();
            List<LogEntry> rest = all.stream()
                    .dropWhile(delivery -> last.filter(id -> !delivery.id().value().equals(id)).isPresent())
                    .skip(last.isPresent() ? 1 : 0)
                    .filter(delivery -> wanted(delivery, filter))
                    .skip(skip).limit(limit + 1L).map(this::entry).toList();
            return rest.size() <= limit
                    ? new Page<>(rest, Optional.empty())
                    : new Page<>(rest.subList(0, limit), Optional.of(rest.get(limit - 1).delivery().id().toString()));
        });
    }

    private boolean wanted(Delivery it, LogFilter filter) {
        Instant at = it.order().createdAt();
        return (filter.users().isEmpty() || filter.users().contains(it.order().user()))
                && (filter.states().isEmpty() || filter.states().contains(it.state()))
                && filter.reached().filter(milestone -> reached(it, milestone).isEmpty()).isEmpty()
                && (filter.provider().isEmpty() || filter.provider().equals(it.lane().map(lane -> lane.provider())))
                && (filter.category().isEmpty() || filter.category().equals(category(it)))
                && (filter.code().isEmpty() || filter.code().equals(it.explanation().map(why -> why.code())))
                && filter.from().filter(at::isBefore).isEmpty()
                && filter.to().filter(to -> !at.isBefore(to)).isEmpty();
    }

    private Optional<String> category(Delivery delivery) {
        return notifications.find(delivery.order().notification()).flatMap(Notification::category);
    }

    private LogEntry entry(Delivery delivery) {
        return new LogEntry(delivery, category(delivery), reached(delivery, Milestone.SENT),
                reached(delivery, Milestone.DELIVERED), reached(delivery, Milestone.SEEN));
    }

    private Optional<Instant> reached(Delivery delivery, Milestone milestone) {
        return deliveries.timeline(delivery.id()).stream().filter(entry -> milestone.isProvenBy(entry.state()))
                .map(TimelineEntry::at).findFirst();
    }
}
