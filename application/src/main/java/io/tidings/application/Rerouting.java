package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Finds another way for what waits in a lane that does not serve any more: another enabled instance of the channel. Without one, deliveries of a disabled instance
 * wait until it is enabled again or their last moment comes; those of a removed instance are discarded.
 */
final class Rerouting {

    private static final int BATCH = 500;

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Receipts receipts;
    private final Timing timing;

    Rerouting(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions, Receipts receipts,
            Timing timing) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.receipts = receipts;
        this.timing = timing;
    }

    void reroute(ProviderInstanceId lane) {
        List<Delivery> waiting = deliveries.findWaiting(lane, BATCH);
        boolean removed = instances.find(lane).isEmpty();
        for (Delivery delivery : waiting) {
            Optional<Lane> other = other(delivery, lane);
            if (removed || other.isPresent()) {
                transactions.run(() -> deliveries.lock(delivery.id())
                        .filter(now -> now.isDue(Step.SEND) && now.version() == delivery.version())
                        .ifPresent(now -> receipts.store(other.map(to -> now.rerouted(to, timing.now()))
                                .orElseGet(() -> now.discarded(Explanation.providerRemoved(), timing.now())))));
            }
        }
    }

    private Optional<Lane> other(Delivery delivery, ProviderInstanceId lane) {
        return instances.ofApp(delivery.order().app()).stream()
                .filter(instance -> instance.enabled() && instance.channel().equals(delivery.order().channel())
                        && !instance.id().equals(lane))
                .findFirst()
                .map((ProviderInstance instance) -> new Lane(instance.provider(), instance.id()));
    }
}
