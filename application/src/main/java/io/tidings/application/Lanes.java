package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * How much each lane may take: its concurrency and its circuit in this process, its rate in all processes together.
 * Lanes know nothing of each other, so that one's backlog never holds up another.
 */
final class Lanes {

    private final LaneStore store;
    private final DeliveryStore deliveries;
    private final Transactions transactions;
    private final Timing timing;
    private final Map<ProviderInstanceId, LaneRoom> lanes = new ConcurrentHashMap<>();

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
        LaneRoom lane = lane(instance.id());
        int room = lane.takeRoom(instance, timing.now());
        if (room == 0) {
            return List.of();
        }
        int used = 0;
        try {
            Claimed claimed = transactions.call(() -> claim(instance, room, begin));
            used = claimed.begun().size();
            lane.looked(used < claimed.granted(), claimed.pacedUntil());
            return claimed.begun();
        } finally {
            lane.leave(room - used);
        }
    }

    /**
     * What came of a look into a lane.
     *
     * @param pacedUntil when the rate grants enough to ask again; null when it does not hold up anything
     */
    private record Claimed(List<Delivery> begun, int granted, Instant pacedUntil) {}

    private Claimed claim(ProviderInstance instance, int room,
            BiFunction<List<Delivery>, Pace, List<Delivery>> begin) {
        Pace pace = timing.pace();
        Instant now = pace.now();
        Instant paid = store.lockPaidUntil(instance.id(), Traffic.SENDS);
        int granted = instance.rate().granted(paid, room, now);
        List<Delivery> begun = granted == 0
                ? List.of()
                : deliveries.claimSends(instance.id(), granted, now, due -> begin.apply(due, pace));
        Instant after = begun.isEmpty() ? paid : pay(instance, paid, begun.size(), now);
        boolean heldUp = begun.size() == granted && granted < room;
        return new Claimed(begun, granted, heldUp ? instance.rate().nextAt(after) : null);
    }

    private Instant pay(ProviderInstance instance, Instant paid, int begun, Instant now) {
        Instant after = instance.rate().paidUntil(paid, begun, now);
        store.pay(instance.id(), Traffic.SENDS, after);
        return after;
    }

    /**
     * Takes places in the lane for what was not stored yet, where nothing that waits already would be overtaken. Each
     * place must come to {@link #ended} or {@link #released}.
     *
     * @return whether they were taken; otherwise what wanted them waits its turn
     */
    boolean takePlaces(ProviderInstance instance, int wanted) {
        return lane(instance.id()).takePlaces(instance, wanted, timing.now());
    }

    /**
     * Pays for what begins now, as much as the rate grants and in this order. Within a unit of work; waits for no
     * other that pays.
     *
     * @param sizes of what begins as a whole or not at all
     * @return how many of them; the others wait their turn
     */
    int payAtOnce(ProviderInstance instance, List<Integer> sizes, Instant now) {
        int wanted = sizes.stream().mapToInt(Integer::intValue).sum();
        int paid = store.tryLockPaidUntil(instance.id(), Traffic.SENDS).map(until -> {
            int granted = instance.rate().granted(until, wanted, now);
            int whole = 0;
            int begun = 0;
            while (whole < sizes.size() && begun + sizes.get(whole) <= granted) {
                begun += sizes.get(whole++);
            }
            if (begun > 0) {
                pay(instance, until, begun, now);
            }
            return whole;
        }).orElse(0);
        if (paid < sizes.size()) {
            lane(instance.id()).somethingWaits();
        }
        return paid;
    }

    /** Whether there may be something in the lane that waits until there is room. */
    boolean mayWait(ProviderInstance instance) {
        return !lane(instance.id()).isEmpty();
    }

    /**
     * Looks which lanes have something that waits. Those are left out that had no room a moment ago, and of which we
     * hear when they have: {@link #nextAt} tells of what their rate holds up, and what is under way ends. Not for
     * longer: a look also shows that an instance was changed.
     */
    Set<ProviderInstanceId> due() {
        Instant now = timing.now();
        Map<Boolean, Set<ProviderInstanceId>> known = lanes.entrySet().stream().collect(Collectors.partitioningBy(
                lane -> lane.getValue().passOver(now), Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
        Set<ProviderInstanceId> due = deliveries.lanesDue(now, known.get(true));
        known.get(false).stream().filter(lane -> !due.contains(lane)).forEach(lane -> lane(lane).nothingWaited());
        return due;
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

    private LaneRoom lane(ProviderInstanceId id) {
        return lanes.computeIfAbsent(id, unknown -> new LaneRoom());
    }
}
