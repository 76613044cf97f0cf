package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Finds another way for what waits in a lane that does not serve any more: another enabled instance of the channel.
 * Without one, deliveries of a disabled instance wait until it is enabled again or their last moment comes; those of a
 * removed instance are discarded.
 */
final class Rerouting {

    private static final int BATCH = 500;

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Receipts receipts;
    private final Timing timing;
    private final Runnable wake;

    Rerouting(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions, Receipts receipts,
            Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.receipts = receipts;
        this.timing = timing;
        this.wake = wake;
    }

    void reroute(ProviderInstanceId lane) {
        Optional<ProviderInstance> disabled = instances.find(lane);
        if (disabled.filter(instance -> other(instance.app(), instance.channel(), lane).isEmpty()).isPresent()) {
            return;
        }
        List<Delivery> waiting = deliveries.findWaiting(lane, BATCH);
        transactions.run(() -> waiting.forEach(delivery -> deliveries.lock(delivery.id())
                .filter(now -> now.isDue(Step.SEND) && now.version() == delivery.version())
                .ifPresent(now -> reroute(now, lane, disabled.isPresent()))));
        if (!waiting.isEmpty()) {
            wake.run();
        }
    }

    private void reroute(Delivery delivery, ProviderInstanceId lane, boolean mayWait) {
        Optional<Lane> other = other(delivery.order().app(), delivery.order().channel(), lane);
        if (other.isPresent()) {
            receipts.store(delivery.rerouted(other.get(), timing.now()));
        } else if (!mayWait) {
            receipts.store(delivery.discarded(Explanation.providerRemoved(), timing.now()));
        }
    }

    private Optional<Lane> other(AppId app, Channel channel, ProviderInstanceId lane) {
        return instances.ofApp(app).stream()
                .filter(instance -> instance.enabled() && instance.channel().equals(channel)
                        && !instance.id().equals(lane))
                .findFirst()
                .map((ProviderInstance instance) -> new Lane(instance.provider(), instance.id()));
    }
}
