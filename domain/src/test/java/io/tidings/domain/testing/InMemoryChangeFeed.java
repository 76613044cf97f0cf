package io.tidings.domain.testing;

import io.tidings.domain.log.Change;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryChangeFeed implements ChangeFeed {

    private final InMemoryTransactions transactions;
    private final InMemoryDeliveryStore deliveries;

    InMemoryChangeFeed(InMemoryTransactions transactions, InMemoryDeliveryStore deliveries) {
        this.transactions = transactions;
        this.deliveries = deliveries;
    }

    @Override
    public Position end() {
        return transactions.step(() -> new Position(0, deliveries.lastChange()));
    }

    @Override
    public Part after(Position position, Optional<NotificationId> notification, int limit) {
        return transactions.step(() -> {
            List<Change> changes = deliveries.changes()
                    .filter(change -> change.position().compareTo(position) > 0)
                    .filter(change -> notification.filter(id -> !id.equals(change.notification())).isEmpty())
                    .sorted(Comparator.comparing(Change::position)).limit(limit).toList();
            return new Part(changes, changes.size() < limit);
        });
    }
}
