package io.tidings.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Summary.Reason;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Deliveries to which everything happens that can, in an order that a seed decides; and a count of them all. */
final class RandomLife {

    private static final Instant FROM = Interval.DAY.start(Samples.NOW);
    private static final Instant TO = Interval.DAY.plus(FROM, 4);

    private final Stores stores;
    private final Scene scene;
    private final Random random;
    private final List<DeliveryId> known = new ArrayList<>();
    private Instant now = Samples.NOW;

    RandomLife(Stores stores, long seed) {
        this.stores = stores;
        this.scene = Scene.in(stores);
        this.random = new Random(seed);
    }

    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            now = now.plusMillis(random.nextInt(200_000));
            switch (random.nextInt(8)) {
                case 0, 1 -> add();
                case 2 -> stores.deliveries().claimSends(scene.instance().id(), 4, now,
                        Samples.beginning(Samples.lease(now), now));
                case 3, 4 -> some().ifPresent(this::answer);
                case 5, 6 -> some().ifPresent(this::report);
                default -> seldom();
            }
        }
    }

    private void add() {
        List<Delivery> added = Stream.generate(this::queued).limit(1 + random.nextInt(4)).toList();
        stores.deliveries().add(added);
        added.forEach(delivery -> known.add(delivery.id()));
    }

    private Delivery queued() {
        DeliveryOrder order = scene.order();
        var mine = new DeliveryOrder(order.id(), order.notification(), order.app(), order.user(), order.channel(),
                order.priority(), now, now.plus(Duration.ofDays(30)), Optional.empty());
        return random.nextInt(10) == 0
                ? Delivery.stillborn(mine, Explanation.noProvider(order.channel()))
                : Delivery.queued(mine, scene.lane(), Optional.empty());
    }

    private void seldom() {
        switch (random.nextInt(4)) {
            case 0 -> some().filter(it -> it.isDue(Step.SEND) || it.held())
                    .ifPresent(it -> save(it.discarded(Explanation.closed(), now)));
            case 1 -> some().filter(it -> it.isDue(Step.RESOLVE))
                    .ifPresent(it -> save(it.held("Nobody knows.", pace())));
            case 2 -> stores.deliveries().removeEnded(now.minus(Duration.ofHours(2)), 3);
            default -> some().filter(it -> it.isDue(Step.SEND) && it.version() > 1)
                    .ifPresent(this::saveWhatIsStale);
        }
    }

    private void saveWhatIsStale(Delivery it) {
        var stale = new Delivery(it.order(), it.lane(), it.attempts(), it.ending(), it.waiting(), it.due(),
                it.updatedAt(), it.version() - 1, List.of()).discarded(Explanation.closed(), now);
        assertThat(stores.deliveries().save(List.of(stale))).containsExactly(it.id());
    }

    private void answer(Delivery delivery) {
        delivery.latest().filter(attempt -> attempt.call() == Call.PENDING).ifPresent(attempt -> {
            SendOutcome outcome = switch (random.nextInt(5)) {
                case 0 -> new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY), Optional.empty());
                case 1 -> new SendOutcome.Refused(Samples.fault(FaultKind.RECIPIENT));
                case 2 -> new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY));
                default -> new SendOutcome.Accepted("SM" + delivery.id() + attempt.number());
            };
            save(delivery.answered(attempt.number(), outcome, pace()));
        });
    }

    private void report(Delivery delivery) {
        delivery.latest().ifPresent(attempt -> {
            ReportedStatus status = ReportedStatus.values()[random.nextInt(ReportedStatus.values().length)];
            Delivery after = delivery.received(attempt.number(),
                    Samples.report("SM" + delivery.id() + attempt.number(), status), pace());
            if (after != delivery) {
                save(after);
            }
        });
    }

    private Optional<Delivery> some() {
        return known.isEmpty()
                ? Optional.empty()
                : stores.deliveries().find(known.get(random.nextInt(known.size())));
    }

    private void save(Delivery changed) {
        assertThat(stores.deliveries().save(List.of(changed))).isEmpty();
    }

    private Pace pace() {
        return Samples.pace(now);
    }

    void compare() {
        List<Delivery> all = known.stream().flatMap(id -> stores.deliveries().find(id).stream()).toList();
        assertThat(all).isNotEmpty();
        for (Interval interval : Interval.values()) {
            Summary summary = stores.statistics().of(scene.app().id(), interval, FROM, TO);
            assertThat(summary.states()).isEqualTo(states(all, interval));
            assertThat(summary.reasons()).isEqualTo(reasons(all));
            compareTimes(all, summary.times());
        }
    }

    private static Map<Instant, Map<DeliveryState, Long>> states(List<Delivery> all, Interval interval) {
        var states = new TreeMap<Instant, Map<DeliveryState, Long>>();
        all.forEach(it -> states.computeIfAbsent(interval.start(it.order().createdAt()),
                start -> new EnumMap<>(DeliveryState.class)).merge(it.state(), 1L, Long::sum));
        return states;
    }

    private static Map<Reason, Long> reasons(List<Delivery> all) {
        var reasons = new HashMap<Reason, Long>();
        all.forEach(it -> it.explanation()
                .ifPresent(why -> reasons.merge(new Reason(it.state(), why.code()), 1L, Long::sum)));
        return reasons;
    }

    private void compareTimes(List<Delivery> all, Map<Milestone, Times> times) {
        for (Milestone milestone : Milestone.values()) {
            List<Duration> exact = all.stream().flatMap(it -> stores.deliveries().timeline(it.id()).stream()
                    .filter(entry -> milestone.isProvenBy(entry.state())).findFirst().map(TimelineEntry::at)
                    .map(at -> Duration.between(it.order().createdAt(), at)).stream()).sorted().toList();
            if (exact.isEmpty()) {
                assertThat(times).doesNotContainKey(milestone);
            } else {
                Times counted = times.get(milestone);
                assertThat(counted.count()).isEqualTo(exact.size());
                about(counted.p50(), exact.get((exact.size() + 1) / 2 - 1));
                about(counted.p90(), exact.get((exact.size() * 90 + 99) / 100 - 1));
                about(counted.p99(), exact.get((exact.size() * 99 + 99) / 100 - 1));
            }
        }
    }

    static void about(Duration counted, Duration exact) {
        long error = Math.max(1, Math.ceilDiv(exact.toMillis() * Times.WORST_ERROR_PERCENT, 100));
        assertThat(counted.toMillis()).isBetween(exact.toMillis() - error, exact.toMillis() + error);
    }
}
