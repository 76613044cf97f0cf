package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What only a person can decide about a delivery. */
public final class Decisions {

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Timing timing;
    private final IdSource ids;
    private final Runnable wake;

    /** @param wake told when there is something to send */
    public Decisions(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions,
            Timing timing, IdSource ids, Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.timing = timing;
        this.ids = ids;
        this.wake = wake;
    }

    /**
     * Sends again: a held delivery makes another attempt while its last moment has not come. One that is discarded, or
     * held for longer than that, gets a successor that names it.
     *
     * @return the delivery that is sent now
     * @throws Problem.Conflict when it is neither held nor discarded, or has a successor already
     */
    public DeliveryId resend(App app, DeliveryId id) {
        DeliveryId sent = transactions.call(() -> {
            Delivery delivery = locked(app, id);
            if (delivery.held() && timing.now().isBefore(delivery.order().expiresAt())) {
                save(delivery.resent(timing.now()));
                return id;
            }
            if (delivery.held()) {
                save(delivery.discarded(Explanation.closed(), timing.now()));
                delivery = locked(app, id);
            } else if (delivery.state() != DeliveryState.DISCARDED) {
                throw new Problem.Conflict(Problem.Conflict.Kind.WRONG_STATE,
                        "The delivery is " + delivery.state().word()
                                + ". Only one that is held or discarded can be sent again.");
            }
            if (deliveries.timeline(id).stream().anyMatch(Decisions::namesASuccessor)) {
                throw new Problem.Conflict(Problem.Conflict.Kind.ALREADY_RESENT,
                        "The delivery was sent again already; its timeline names its successor.");
            }
            Delivery successor = successor(app, delivery);
            deliveries.add(List.of(successor));
            save(delivery.succeededBy(successor.id(), timing.now()));
            return successor.id();
        });
        wake.run();
        return sent;
    }

    /**
     * Ends a delivery that waits or is held.
     *
     * @throws Problem.Conflict when it is under way or has ended
     */
    public void discard(App app, DeliveryId id) {
        transactions.run(() -> {
            Delivery delivery = locked(app, id);
            if (!delivery.held() && !delivery.isDue(Step.SEND)) {
                throw new Problem.Conflict(Problem.Conflict.Kind.WRONG_STATE,
                        "The delivery is " + delivery.state().word()
                                + ". Only one that waits to be sent or is held can be discarded.");
            }
            save(delivery.discarded(Explanation.closed(), timing.now()));
        });
    }

    /** Of a discarded delivery nothing else can be decided, so that a repeated click sends no second message. */
    private static boolean namesASuccessor(TimelineEntry entry) {
        return entry.event() == Event.DECIDED && entry.state() == DeliveryState.DISCARDED;
    }

    private Delivery locked(App app, DeliveryId id) {
        return deliveries.lock(id).filter(found -> found.order().app().equals(app.id()))
                .orElseThrow(() -> new Problem.NotFound("delivery"));
    }

    private Delivery successor(App app, Delivery ended) {
        DeliveryOrder order = ended.order();
        Instant now = timing.now();
        Instant expiresAt = now.plus(app.budget().orElse(timing.policies().budget()));
        var again = new DeliveryOrder(new DeliveryId(ids.next()), order.notification(), order.app(), order.user(),
                order.channel(), order.priority(), now, expiresAt, Optional.of(order.id()), order.reserve());
        return instances.ofApp(order.app()).stream()
                .filter(instance -> instance.enabled() && instance.channel().equals(order.channel()))
                .findFirst()
                .map((ProviderInstance instance) -> Delivery.queued(again,
                        new Lane(instance.provider(), instance.id()), Optional.empty()))
                .orElseGet(() -> Delivery.stillborn(again, Explanation.noProvider(order.channel())));
    }

    private void save(Delivery locked) {
        if (!deliveries.save(List.of(locked)).isEmpty()) {
            throw new IllegalStateException("delivery " + locked.id() + " changed although it was locked");
        }
    }
}
