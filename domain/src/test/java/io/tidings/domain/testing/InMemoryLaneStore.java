package io.tidings.domain.testing;

import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;

final class InMemoryLaneStore implements LaneStore {

    private final InMemoryTransactions transactions;
    private final Table<ProviderInstanceId, Instant> paid;

    InMemoryLaneStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.paid = new Table<>(transactions);
    }

    @Override
    public Instant lockPaidUntil(ProviderInstanceId lane) {
        transactions.requireOpen();
        return paid.find(lane).orElse(Instant.EPOCH);
    }

    @Override
    public void pay(ProviderInstanceId lane, Instant until) {
        transactions.requireOpen();
        paid.put(lane, until);
    }
}
