package io.tidings.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Summary.Reason;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Statistics} holds. The stores are new and empty for each test. */
public interface StatisticsContract {

    Instant NOW = Samples.NOW;

    Instant HOUR = Interval.HOUR.start(NOW);

    Stores stores();

    @Test
    default void backlog_isWhatIsDueToBeSentInThatLaneByUrgency() {
        Scene scene = Scene.in(stores());
        Statistics statistics = stores().statistics();
        assertThat(statistics.backlog(scene.instance().id(), NOW)).isEqualTo(new Backlog(Map.of(), Optional.empty()));

        scene.added(waiting(scene, Priority.BULK, NOW.minusSeconds(9)));
        scene.added(waiting(scene, Priority.BULK, NOW));
        scene.added(waiting(scene, Priority.URGENT, NOW.minusSeconds(4)));
        scene.added(waiting(scene, Priority.URGENT, NOW.plusMillis(1)));
        scene.added(waiting(scene, Priority.NORMAL, NOW.minus(Duration.ofDays(2))));
        scene.added(waiting(scene, Priority.NORMAL, NOW).begun(Samples.lease(NOW), Optional.empty(), Optional.empty(),
                NOW));
        scene.withAnotherLane().added(scene.withAnotherLane().queued());

        assertThat(statistics.backlog(scene.instance().id(), NOW)).isEqualTo(
                new Backlog(Map.of(Priority.BULK, 2L, Priority.URGENT, 1L), Optional.of(NOW.minusSeconds(9))));
    }

    @Test
    default void backlog_isCountedUpToAHeightThatTellsThatThereIsMore() {
        Scene scene = Scene.in(stores());
        stores().deliveries().add(Stream.generate(scene::queued).limit(Backlog.MOST + 1).toList());

        Backlog backlog = stores().statistics().backlog(scene.instance().id(), NOW);
        assertThat(backlog.waiting()).isEqualTo(Map.of(Priority.NORMAL, (long) Backlog.MOST));
        assertThat(backlog.more()).isTrue();
    }

    /** Accepted then, to be sent at once, with a budget of a day. */
    private static Delivery waiting(Scene scene, Priority priority, Instant at) {
        DeliveryOrder it = scene.order();
        return Samples.queued(new DeliveryOrder(it.id(), it.notification(), it.app(), it.user(), it.channel(), priority,
                at, at.plus(Duration.ofDays(1)), Optional.empty()), scene.lane());
    }

    /** The law: whatever happens in whatever order, the counts are those of the deliveries that are there. */
    @Test
    default void counts_areWhatCountingOneByOneGives() {
        var life = new RandomLife(stores(), 404);
        for (int i = 0; i < 20; i++) {
            life.live(50);
            life.compare();
        }
    }

    @Test
    default void lateProof_movesTheCountAndAddsATime() {
        Scene scene = Scene.in(stores());
        Delivery sent = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(NOW.plusSeconds(1))));
        Delivery failed = scene.saved(sent.received(1, Samples.report("SM1", ReportedStatus.FAILED),
                Samples.pace(NOW.plusSeconds(10))));
        assertThat(failed.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.DISCARDED, 1L));
        assertThat(summary(scene).reasons())
                .isEqualTo(Map.of(new Reason(DeliveryState.DISCARDED, "sample_recipient"), 1L));
        assertThat(summary(scene).times()).containsOnlyKeys(Milestone.SENT);

        scene.saved(failed.received(1, Samples.report("SM1", ReportedStatus.SEEN), Samples.pace(NOW.plusSeconds(60))));
        assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.SEEN, 1L));
        assertThat(summary(scene).reasons()).isEmpty();
        assertThat(summary(scene).times()).containsOnlyKeys(Milestone.values());
        about(summary(scene).times().get(Milestone.SENT), Duration.ofSeconds(1));
        about(summary(scene).times().get(Milestone.DELIVERED), Duration.ofSeconds(60));
        about(summary(scene).times().get(Milestone.SEEN), Duration.ofSeconds(60));
    }

    @Test
    default void unitOfWork_seesWhatItCountsAndLeavesNothingWhenItThrows() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        var failure = new IllegalStateException("on purpose");
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            scene.added(scene.queued());
            assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.QUEUED, 2L));
            throw failure;
        })).isSameAs(failure);
        assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.QUEUED, 1L));
    }

    @Test
    default void removedDelivery_countsNoMore() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued().discarded(Explanation.providerRemoved(), NOW));
        scene.added(scene.queued());
        assertThat(stores().deliveries().removeEnded(NOW.plusSeconds(1), 10)).isEqualTo(1);
        assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.QUEUED, 1L));
        assertThat(summary(scene).reasons()).isEmpty();
    }

    @Test
    default void otherAppsAndOtherTimes_doNotCount() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        Scene other = Scene.in(stores());
        other.added(other.queued());
        other.added(other.queued());
        assertThat(summary(scene).states()).isEqualTo(Map.of(HOUR, Map.of(DeliveryState.QUEUED, 1L)));
        assertThat(stores().statistics().of(scene.app().id(), Interval.HOUR, HOUR.minusSeconds(3600), HOUR).states())
                .isEmpty();
        Instant day = Interval.DAY.start(NOW);
        assertThat(stores().statistics().of(scene.app().id(), Interval.DAY, day, day.plusSeconds(86_400)).states())
                .isEqualTo(Map.of(day, Map.of(DeliveryState.QUEUED, 1L)));
    }

    /** So many changes that they are summed up meanwhile, by several at once where the store can. */
    @Test
    default void countsOfManyAtOnce_areExactAtEachMoment() {
        Scene scene = Scene.in(stores());
        List<Integer> added = Together.call(4, () -> {
            for (int i = 0; i < 300; i++) {
                Delivery delivery = scene.added(scene.queued());
                scene.saved(delivery.discarded(Explanation.closed(), NOW));
                if (i % 50 == 0) {
                    long total = summary(scene).total().values().stream().mapToLong(Long::longValue).sum();
                    assertThat(total).isBetween(i + 1L, 1_200L);
                }
            }
            return 300;
        });
        assertThat(added).hasSize(4);
        assertThat(summary(scene).total()).isEqualTo(Map.of(DeliveryState.DISCARDED, 1_200L));
        assertThat(stores().deliveries().removeEnded(NOW.plusSeconds(1), 2_000)).isEqualTo(1_200);
        assertThat(summary(scene)).isEqualTo(new Summary(new java.util.TreeMap<>(), Map.of(), Map.of()));
    }

    private Summary summary(Scene scene) {
        return stores().statistics().of(scene.app().id(), Interval.HOUR, HOUR, HOUR.plusSeconds(3600));
    }

    private static void about(Times times, Duration expected) {
        assertThat(times.count()).isEqualTo(1);
        for (Duration time : List.of(times.p50(), times.p90(), times.p99())) {
            RandomLife.about(time, expected);
        }
    }
}
