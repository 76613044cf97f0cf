package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private final Timing timing;
    private final Runnable wake;

    Rerouting(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions,
            Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.timing = timing;
        this.wake = wake;
    }

    void reroute(ProviderInstanceId lane) {
        Optional<ProviderInstance> disabled = instances.find(lane);
        if (disabled.filter(instance -> other(instance.app(), instance.channel(), lane).isEmpty()).isPresent()) {
            return;
        }
        List<Delivery> waiting = deliveries.findWaiting(lane, BATCH);
        Map<DeliveryId, Long> versions = waiting.stream().collect(Collectors.toMap(Delivery::id, Delivery::version));
        transactions.run(() -> {
            var locked = new LockedDeliveries(deliveries, versions.keySet(), timing.pace());
            locked.all().stream()
                    .filter(now -> now.isDue(Step.SEND) && now.version() == versions.get(now.id()))
                    .forEach(now -> locked.change(rerouted(now, lane, disabled.isPresent())));
            locked.store();
        });
        if (!waiting.isEmpty()) {
            wake.run();
        }
    }

    private Delivery rerouted(Delivery delivery, ProviderInstanceId lane, boolean mayWait) {
        return other(delivery.order().app(), delivery.order().channel(), lane)
                .map(other -> delivery.rerouted(other, timing.now()))
                .orElseGet(() -> mayWait
                        ? delivery
                        : delivery.discarded(Explanation.providerRemoved(), timing.now()));
    }

    private Optional<Lane> other(AppId app, Channel channel, ProviderInstanceId lane) {
        return instances.ofApp(app).stream()
                .filter(instance -> instance.enabled() && instance.channel().equals(channel)
                        && !instance.id().equals(lane))
                .findFirst()
                .map((ProviderInstance instance) -> new Lane(instance.provider(), instance.id()));
    }
}
