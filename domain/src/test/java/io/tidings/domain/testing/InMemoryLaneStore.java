package io.tidings.domain.testing;

import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

final class InMemoryLaneStore implements LaneStore {

    private final InMemoryTransactions transactions;
    private final Table<Map.Entry<ProviderInstanceId, Traffic>, Instant> paid;

    InMemoryLaneStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.paid = new Table<>(transactions);
    }

    @Override
    public Instant lockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
        transactions.requireOpen();
        return paid.find(Map.entry(lane, traffic)).orElse(Instant.EPOCH);
    }

    @Override
    public Optional<Instant> tryLockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
        transactions.requireOpen();
        return paid.find(Map.entry(lane, traffic));
    }

    @Override
    public void pay(ProviderInstanceId lane, Traffic traffic, Instant until) {
        transactions.requireOpen();
        paid.put(Map.entry(lane, traffic), until);
    }
}
