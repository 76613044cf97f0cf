package io.tidings.domain.testing;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** What of the deliveries in memory comes first, and what is due. */
final class Waiting {

    /** As text, because {@link UUID} compares its halves as signed numbers, which no database does. */
    static final Comparator<Delivery> BY_ID = Comparator.comparing(delivery -> delivery.id().toString());

    static final Comparator<Delivery> LONGEST_DUE_FIRST = Comparator
            .comparing((Delivery delivery) -> delivery.due().map(Due::at).orElse(Instant.MAX))
            .thenComparing(BY_ID);

    static final Comparator<Delivery> MOST_URGENT_FIRST = Comparator
            .comparing((Delivery delivery) -> delivery.order().priority())
            .thenComparing(LONGEST_DUE_FIRST);

    private Waiting() {}

    static boolean isDue(Delivery delivery, Step step, Instant now) {
        return delivery.due().filter(due -> due.step() == step && !due.at().isAfter(now)).isPresent();
    }

    static boolean isOn(ProviderInstanceId instance, Delivery delivery) {
        return delivery.lane().filter(lane -> lane.instance().equals(instance)).isPresent();
    }
}
