package io.tidings.application.simulation;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The store that all nodes share, and the laws of what is written to it, checked at every write. */
final class WatchedDeliveries extends ForwardingDeliveries {

    private final SimulatedWorld world;
    private final Set<DeliveryId> added = new LinkedHashSet<>();
    private final List<Begun> imprints = new ArrayList<>();

    /** Within it two attempts may be taken for one another: leases, and how far clocks are apart. */
    private static final Duration ABOUT = Duration.ofMinutes(5);

    private record Begun(DeliveryId delivery, Instant at, Imprint imprint) {}

    WatchedDeliveries(SimulatedWorld world, DeliveryStore real) {
        super(real);
        this.world = world;
    }

    /** All that was ever added and not undone, oldest first. */
    List<Delivery> all() {
        return added.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public void add(Collection<Delivery> deliveries) {
        super.add(deliveries);
        deliveries.forEach(delivery -> {
            added.add(delivery.id());
            check(delivery.id(), Optional.empty());
            world.trace().say("%s is added: %s", Trace.brief(delivery.id()), delivery.state());
        });
        deliveries.stream().filter(delivery -> delivery.latest().isPresent())
                .collect(Collectors.groupingBy(delivery -> delivery.lane().orElseThrow().instance()))
                .forEach(this::noteSends);
    }

    @Override
    public Set<DeliveryId> save(Collection<Delivery> changed) {
        Map<DeliveryId, Optional<Delivery>> before = new LinkedHashMap<>();
        changed.forEach(delivery -> before.put(delivery.id(), find(delivery.id())));
        Set<DeliveryId> stale = super.save(changed);
        before.forEach(this::check);
        return stale;
    }

    @Override
    public Set<ProviderInstanceId> lanesDue(Instant now, Set<ProviderInstanceId> but) {
        return sorted(super.lanesDue(now, but));
    }

    @Override
    public Set<ProviderInstanceId> lanesToAsk(Step step, Instant now) {
        return sorted(super.lanesToAsk(step, now));
    }

    /** In the same order in every life of a world. */
    private static Set<ProviderInstanceId> sorted(Set<ProviderInstanceId> lanes) {
        var sorted = new LinkedHashSet<ProviderInstanceId>();
        lanes.stream().sorted((one, other) -> one.value().compareTo(other.value())).forEach(sorted::add);
        return sorted;
    }

    @Override
    public List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now,
            UnaryOperator<List<Delivery>> begin) {
        List<Delivery> claimed = super.claimSends(lane, limit, now, begin);
        noteSends(lane, claimed);
        return claimed;
    }

    private void noteSends(ProviderInstanceId lane, List<Delivery> begun) {
        noteClaims("sends", begun);
        world.rates().claimed(lane, Traffic.SENDS, begun.size());
        begun.forEach(it -> it.latest().ifPresent(attempt -> attempt.imprint()
                .ifPresent(imprint -> imprints.add(new Begun(it.id(), attempt.startedAt(), imprint)))));
    }

    /** Whether something that looked the same to the service was sent for another delivery at about the same time. */
    boolean hasDouble(Delivery delivery) {
        List<Begun> own = imprints.stream().filter(it -> it.delivery().equals(delivery.id())).toList();
        return imprints.stream().filter(it -> !it.delivery().equals(delivery.id()))
                .anyMatch(other -> own.stream().anyMatch(it -> it.imprint().mayBe(other.imprint())
                        && Duration.between(it.at(), other.at()).abs().compareTo(ABOUT) <= 0));
    }

    @Override
    public List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now) {
        List<Delivery> claimed = super.claimQuestions(lane, step, limit, lease, now);
        world.nodes().find(lease.holder()).asks(claimed);
        noteClaims(step + " questions", claimed);
        world.rates().claimed(lane, Traffic.QUESTIONS, claimed.size());
        return claimed;
    }

    private void noteClaims(String what, List<Delivery> claimed) {
        if (!claimed.isEmpty()) {
            world.trace().say("%s are claimed: %s", what,
                    claimed.stream().map(delivery -> Trace.brief(delivery.id())).toList());
        }
        claimed.forEach(delivery -> check(delivery.id(), Optional.empty()));
    }

    /** @param before as it was; empty where only how it is now matters */
    private void check(DeliveryId id, Optional<Delivery> before) {
        Delivery after = find(id).orElseThrow(() -> new Violation(Trace.brief(id) + " vanished"));
        List<TimelineEntry> timeline = timeline(id);
        before.filter(it -> it.version() != after.version()).ifPresent(it -> {
            world.trace().say("%s: %s -> %s, %s, due %s", Trace.brief(id), it.state(), after.state(),
                    timeline.getLast().detail(), after.due());
            checkStep(it, after);
        });
        Violation.unless(timeline.getLast().state() == after.state(), "%s is %s, but its timeline ends with %s",
                Trace.brief(id), after.state(), timeline.getLast());
        for (int i = 1; i < timeline.size(); i++) {
            Violation.unless(!timeline.get(i).at().isBefore(timeline.get(i - 1).at().minus(world.nodes().apart())),
                    "the timeline of %s goes back in time: %s", Trace.brief(id), timeline.get(i));
        }
        Violation.unless(after.state() != DeliveryState.DISCARDED || after.explanation().isPresent(),
                "%s is discarded without an explanation", Trace.brief(id));
        Violation.unless(after.state() != DeliveryState.DISCARDED && after.state() != DeliveryState.SEEN
                || after.due().isEmpty(), "%s has ended, and yet something is due: %s", Trace.brief(id), after.due());
    }

    private static void checkStep(Delivery before, Delivery after) {
        String id = Trace.brief(after.id());
        boolean proven = before.state().compareTo(DeliveryState.SENT) >= 0;
        Violation.unless(!proven || after.state().compareTo(before.state()) >= 0, "%s fell back from %s to %s", id,
                before.state(), after.state());
        Violation.unless(after.attempts().size() >= before.attempts().size(), "%s forgot an attempt", id);
        before.attempts().forEach(attempt -> Violation.unless(
                after.attempt(attempt.number()).orElseThrow().receipts().containsAll(attempt.receipts()),
                "%s forgot a receipt of attempt %d", id, attempt.number()));
    }
}
