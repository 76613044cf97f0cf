package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much each lane may take: its concurrency and its circuit in this process, its rate in all processes together.
 * Lanes know nothing of each other, so that one's backlog never holds up another.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final LaneStore store;
    private final DeliveryStore deliveries;
    private final Transactions transactions;
    private final Timing timing;
    private final Map<ProviderInstanceId, Lane> lanes = new ConcurrentHashMap<>();

    Lanes(LaneStore store, DeliveryStore deliveries, Transactions transactions, Timing timing) {
        this.store = store;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.timing = timing;
    }

    /**
     * Claims as much as the lane may take now. Each claimed delivery must come to {@link #ended} or {@link #released}.
     *
     * @param begin as in {@link DeliveryStore#claimSends}, at the very moment for which it was asked what may be sent
     */
    List<Delivery> claim(ProviderInstance instance, BiFunction<List<Delivery>, Pace, List<Delivery>> begin) {
        Lane lane = lane(instance.id());
        int room = lane.room(instance, timing.now());
        if (room == 0) {
            return List.of();
        }
        List<Delivery> claimed = transactions.call(() -> {
            Pace pace = timing.pace();
            Instant now = pace.now();
            Instant paid = store.lockPaidUntil(instance.id(), Traffic.SENDS);
            int granted = instance.rate().granted(paid, room, now);
            List<Delivery> begun = granted == 0
                    ? List.of()
                    : deliveries.claimSends(instance.id(), granted, now, due -> begin.apply(due, pace));
            Instant after = paid;
            if (!begun.isEmpty()) {
                after = instance.rate().paidUntil(paid, begun.size(), now);
                store.pay(instance.id(), Traffic.SENDS, after);
            }
            lane.pacedUntil(begun.size() == granted && granted < room ? instance.rate().nextAt(after) : null);
            return begun;
        });
        lane.began(claimed.size());
        return claimed;
    }

    /**
     * Those that had no room a moment ago, and of which we hear when they have: {@link #nextAt} tells of what their
     * rate holds up, and what is under way ends. Not for longer: a look also shows that an instance was changed.
     */
    Set<ProviderInstanceId> taken(Instant now) {
        return lanes.entrySet().stream().filter(lane -> lane.getValue().isTaken(now)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A claimed delivery was not sent after all: that says nothing about the provider. */
    void released(ProviderInstance instance) {
        lane(instance.id()).ended(instance, circuit -> circuit);
    }

    /** The provider answered. An answer that came by another's settings says nothing about the instance. */
    void ended(ProviderInstance instance, SendOutcome outcome, boolean ownSettings) {
        Instant now = timing.now();
        lane(instance.id()).ended(instance, circuit -> switch (outcome) {
            case SendOutcome.Accepted accepted -> Circuit.CLOSED;
            case SendOutcome.Refused refused -> circuit;
            case SendOutcome.Deferred(var fault, var after) -> ownSettings
                    ? circuit.failed(fault, after, now)
                    : circuit;
            case SendOutcome.Uncertain(var fault) -> ownSettings
                    ? circuit.failed(fault, Optional.empty(), now)
                    : circuit;
        });
    }

    /** When a lane that had to pause may go on; empty when none has to. */
    Optional<Instant> nextAt(Instant after) {
        return lanes.values().stream().flatMap(lane -> lane.resumesAt().stream()).filter(at -> at.isAfter(after))
                .min(Instant::compareTo);
    }

    Circuit circuit(ProviderInstance instance) {
        return Optional.ofNullable(lanes.get(instance.id())).map(lane -> lane.circuit(instance.version()))
                .orElse(Circuit.CLOSED);
    }

    private Lane lane(ProviderInstanceId id) {
        return lanes.computeIfAbsent(id, unknown -> new Lane());
    }

    /** One lane as this process sees it. */
    private static final class Lane {

        /**
         * No lane is too slow for one message in that time. One that seems to have to wait for longer was told so by a
         * clock that was set back since.
         */
        private static final Duration LONGEST_PACING = Duration.ofSeconds(1);

        /** Whoever disables an instance that hangs waits no longer for the others to take over. */
        private static final Duration A_MOMENT = Duration.ofSeconds(1);

        private int underWay;
        private int concurrency = Integer.MAX_VALUE;
        private Instant lookedAt = Instant.MIN;
        private Circuit circuit = Circuit.CLOSED;
        private long version;
        private Instant resumesAt;
        private Instant pacedUntil;

        /** Changed settings are a new beginning: what was wrong with the old ones is forgotten. */
        synchronized int room(ProviderInstance instance, Instant now) {
            if (version != instance.version()) {
                version = instance.version();
                turn(instance, Circuit.CLOSED);
                pacedUntil = null;
            }
            concurrency = instance.concurrency();
            lookedAt = now;
            if (isPaced(now)) {
                return 0;
            }
            int room = circuit.room(instance.concurrency() - underWay, underWay, now);
            resumesAt = room == 0 ? circuit.openUntil().orElse(null) : null;
            return room;
        }

        synchronized boolean isTaken(Instant now) {
            boolean justLooked = !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(A_MOMENT));
            return justLooked && (underWay >= concurrency || isPaced(now));
        }

        /** Whether asking the store what the rate grants could only bring little, or nothing. */
        private boolean isPaced(Instant now) {
            return pacedUntil != null && now.isBefore(pacedUntil) && !now.isBefore(pacedUntil.minus(LONGEST_PACING));
        }

        synchronized void began(int claimed) {
            underWay += claimed;
        }

        /** What was sent by settings that have changed meanwhile says nothing about the present ones. */
        synchronized void ended(ProviderInstance instance, UnaryOperator<Circuit> learned) {
            underWay--;
            if (version == instance.version()) {
                turn(instance, learned.apply(circuit));
            }
        }

        private void turn(ProviderInstance instance, Circuit to) {
            if (circuit.openUntil().isEmpty() && to.openUntil().isPresent()) {
                ProviderFault fault = to.why().orElseThrow();
                LOG.warn("The provider instance {} pauses, code {}: {}", instance.id(), fault.code(),
                        fault.explanation());
            } else if (circuit.openUntil().isPresent() && to.openUntil().isEmpty()) {
                LOG.info("The provider instance {} sends again", instance.id());
            }
            circuit = to;
        }

        synchronized Circuit circuit(long asked) {
            return version == asked ? circuit : Circuit.CLOSED;
        }

        /** @param at when the rate grants enough to ask again; null when it does not hold up anything */
        synchronized void pacedUntil(Instant at) {
            pacedUntil = at;
            resumesAt = at;
        }

        synchronized Optional<Instant> resumesAt() {
            return Optional.ofNullable(resumesAt);
        }
    }
}
