package io.tidings.application.simulation;

import io.tidings.application.Problem;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The people who decide about deliveries that are held, wait or ended: send again, or discard. */
final class Support {

    private final SimulatedWorld world;
    private final Set<DeliveryId> decided = new HashSet<>();

    Support(SimulatedWorld world) {
        this.world = world;
    }

    /** Decides about some delivery that looks as if it needed it; by the time of the decision it may not any more. */
    void decide() {
        List<Delivery> doubtful = world.deliveries().all().stream().filter(Support::doubtful).toList();
        if (doubtful.isEmpty()) {
            return;
        }
        Delivery delivery = world.chance().of(doubtful);
        boolean again = world.chance().percent(60);
        SimulatedNode node = world.nodes().any();
        world.trace().say("%s is told by a person to %s %s", node, again ? "send again" : "discard",
                Trace.brief(delivery.id()));
        // Also what is not answered may have been done.
        decided.add(delivery.id());
        node.living(() -> {
            try {
                if (again) {
                    node.decisions().resend(world.app(), delivery.id());
                } else {
                    node.decisions().discard(world.app(), delivery.id());
                }
            } catch (Problem.Conflict e) {
                world.trace().say("it is refused: %s", e.getMessage());
            }
        });
    }

    private static boolean doubtful(Delivery delivery) {
        return delivery.state() == DeliveryState.DISCARDED || delivery.state() == DeliveryState.QUEUED
                || delivery.held();
    }

    /** Whether a person has taken it upon themselves what becomes of a delivery, a second message included. */
    boolean decided(DeliveryId delivery) {
        return decided.contains(delivery);
    }
}
