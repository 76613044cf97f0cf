package io.tidings.application.simulation;

import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.provider.ChannelProvider;
import java.util.function.UnaryOperator;

/** A bug that is put into a world to see whether the laws find it. */
record Plant(UnaryOperator<ChannelProvider> ofProvider, UnaryOperator<DeliveryStore> ofDeliveries,
        UnaryOperator<LaneStore> ofLanes) {

    static final Plant NONE = new Plant(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

    static Plant inProvider(UnaryOperator<ChannelProvider> bug) {
        return new Plant(bug, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static Plant inDeliveries(UnaryOperator<DeliveryStore> bug) {
        return new Plant(UnaryOperator.identity(), bug, UnaryOperator.identity());
    }

    static Plant inLanes(UnaryOperator<LaneStore> bug) {
        return new Plant(UnaryOperator.identity(), UnaryOperator.identity(), bug);
    }

    ChannelProvider provider(ChannelProvider real) {
        return ofProvider.apply(real);
    }

    LaneStore lanes(LaneStore real) {
        return ofLanes.apply(real);
    }

    DeliveryStore deliveries(DeliveryStore real) {
        return ofDeliveries.apply(real);
    }
}
