package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds as the queue of what is due. The stores are new and empty for each test, and
 * the same within it.
 */
public interface DeliveryQueueContract {

    Instant NOW = Samples.NOW;

    Stores stores();

    @Test
    default void lanesDue_areThoseWithSomethingToSendNow() {
        Scene due = Scene.in(stores());
        due.added(due.queued());
        due.added(due.queued());
        Scene future = Scene.in(stores());
        future.added(future.queuedFor(NOW.plusMillis(1)));
        Scene underWay = Scene.in(stores());
        underWay.added(underWay.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
        Scene ended = Scene.in(stores());
        ended.added(ended.queued().discarded(Explanation.providerRemoved(), NOW));
        Scene idle = Scene.in(stores());
        idle.added(Delivery.stillborn(idle.order(), Explanation.providerRemoved()));

        assertThat(stores().deliveries().lanesDue(NOW.minusMillis(1), Set.of())).isEmpty();
        assertThat(stores().deliveries().lanesDue(NOW, Set.of())).containsExactly(due.instance().id());
        assertThat(stores().deliveries().lanesDue(NOW.plusMillis(1), Set.of()))
                .containsExactlyInAnyOrder(due.instance().id(), future.instance().id());
        assertThat(stores().deliveries().lanesDue(NOW.plusMillis(1), Set.of(due.instance().id())))
                .containsExactly(future.instance().id());
    }

    @Test
    default void expiredDelivery_makesNoLaneDueAndIsNotClaimed() {
        Scene scene = Scene.in(stores());
        Delivery it = scene.added(scene.queued());
        Instant lastMoment = it.order().expiresAt();
        assertThat(stores().deliveries().lanesDue(lastMoment.minusMillis(1), Set.of())).hasSize(1);
        assertThat(stores().deliveries().lanesDue(lastMoment, Set.of())).isEmpty();
        assertThat(claimSends(scene.instance().id(), 10, lastMoment)).isEmpty();
        assertThat(claimSends(scene.instance().id(), 10, lastMoment.minusMillis(1))).hasSize(1);
    }

    @Test
    default void claimedSend_isStoredWithItsAttemptBegun() {
        Scene scene = Scene.in(stores());
        Delivery queued = scene.added(scene.queued());
        Lease lease = Samples.lease(NOW.plusMillis(5));
        List<Delivery> claimed = stores().deliveries().claimSends(scene.instance().id(), 10, NOW.plusMillis(5),
                Samples.beginning(lease, NOW.plusMillis(5)));

        Delivery begun = queued.begun(lease, Optional.empty(), Optional.empty(), NOW.plusMillis(5));
        assertThat(claimed).containsExactly(begun.saved());
        assertThat(scene.stored(queued)).isEqualTo(begun.saved());
        assertThat(stores().deliveries().timeline(queued.id())).extracting(TimelineEntry::event)
                .containsExactly(Event.QUEUED, Event.SENDING);
        assertThat(stores().deliveries().timeline(queued.id()).getLast()).isEqualTo(begun.unsaved().getLast());
    }

    @Test
    default void deliveryThatIsDueBeforeWhatWasClaimed_isClaimedAtTheNextClaim() {
        Scene scene = Scene.in(stores());
        Scene elsewhere = scene.withAnotherLane();
        Instant later = NOW.plusSeconds(600);
        Delivery moving = elsewhere.added(elsewhere.queued());
        scene.added(scene.queuedFor(later));
        assertThat(claimSends(scene.instance().id(), 10, later)).hasSize(1);
        assertThat(claimSends(scene.instance().id(), 10, later)).isEmpty();

        Delivery added = scene.added(scene.queued());
        scene.saved(moving.rerouted(scene.lane(), later));
        assertThat(claimSends(scene.instance().id(), 10, later)).extracting(Delivery::id)
                .containsExactlyInAnyOrder(added.id(), moving.id());
    }

    @Test
    default void claimedSend_isNotClaimedAgain() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        assertThat(claimSends(scene.instance().id(), 10, NOW)).hasSize(1);
        assertThat(claimSends(scene.instance().id(), 10, NOW)).isEmpty();
        assertThat(claimSends(scene.instance().id(), 10, NOW.plusSeconds(3_600))).isEmpty();
    }

    @Test
    default void sends_areClaimedLongestDueFirstUpToTheLimit() {
        Scene scene = Scene.in(stores());
        Delivery third = scene.added(scene.queuedFor(NOW.plusMillis(3)));
        Delivery first = scene.added(scene.queuedFor(NOW.plusMillis(1)));
        Delivery fourth = scene.added(scene.queuedFor(NOW.plusMillis(4)));
        Delivery second = scene.added(scene.queuedFor(NOW.plusMillis(2)));
        Instant later = NOW.plusMillis(4);
        assertThat(claimSends(scene.instance().id(), 2, later)).extracting(Delivery::id)
                .containsExactly(first.id(), second.id());
        assertThat(claimSends(scene.instance().id(), 10, later)).extracting(Delivery::id)
                .containsExactly(third.id(), fourth.id());
    }

    @Test
    default void sends_areClaimedMostUrgentFirst() {
        Scene scene = Scene.in(stores());
        Delivery bulk = scene.added(queued(scene, Priority.BULK, NOW));
        Delivery normal = scene.added(queued(scene, Priority.NORMAL, NOW.plusMillis(1)));
        Delivery laterNormal = scene.added(queued(scene, Priority.NORMAL, NOW.plusMillis(2)));
        Delivery urgent = scene.added(queued(scene, Priority.URGENT, NOW.plusMillis(3)));
        Delivery future = scene.added(queued(scene, Priority.URGENT, NOW.plusMillis(5)));
        Instant later = NOW.plusMillis(4);
        assertThat(stores().deliveries().nextDue(later)).contains(NOW.plusMillis(5));
        assertThat(claimSends(scene.instance().id(), 2, later)).extracting(Delivery::id)
                .containsExactly(urgent.id(), normal.id());
        assertThat(claimSends(scene.instance().id(), 10, later)).extracting(Delivery::id)
                .containsExactly(laterNormal.id(), bulk.id());
        assertThat(stores().deliveries().lanesDue(later, Set.of())).isEmpty();
        assertThat(stores().deliveries().lanesDue(NOW.plusMillis(5), Set.of())).hasSize(1);
        assertThat(scene.stored(future)).isEqualTo(future);
    }

    @Test
    default void hastenedLane_hasItsOtherTriesDueNow() {
        Scene scene = Scene.in(stores());
        Instant later = NOW.plusMillis(1);
        Delivery tried = scene.added(deferred(scene));
        Delivery planned = scene.added(scene.queuedFor(NOW.plusSeconds(60)));
        Delivery due = scene.added(scene.queued());
        Delivery underWay = scene.added(begun(scene, NOW.plusSeconds(60)));
        Scene otherLane = scene.withAnotherLane();
        Delivery elsewhere = otherLane.added(deferred(otherLane));

        assertThat(stores().deliveries().hasten(scene.instance().id(), later)).isEqualTo(1);
        assertThat(scene.stored(tried)).isEqualTo(tried.hastened(later).saved());
        for (Delivery other : List.of(planned, due, underWay, elsewhere)) {
            assertThat(scene.stored(other)).isEqualTo(other);
        }
        assertThat(stores().deliveries().save(List.of(tried.rerouted(scene.lane(), later)))).hasSize(1);
        assertThat(stores().deliveries().hasten(scene.instance().id(), later)).isZero();
        assertThat(claimSends(scene.instance().id(), 10, later)).hasSize(2);
    }

    @Test
    default void sendsOfOtherLanesAndOfTheFuture_areNotClaimed() {
        Scene scene = Scene.in(stores());
        Scene otherLane = scene.withAnotherLane();
        otherLane.added(otherLane.queued());
        scene.added(scene.queuedFor(NOW.plusMillis(1)));
        scene.added(Delivery.stillborn(scene.order(), Explanation.providerRemoved()));
        assertThat(claimSends(scene.instance().id(), 10, NOW)).isEmpty();
        assertThat(claimSends(Samples.lane().instance(), 10, NOW)).isEmpty();
        assertThat(claimSends(otherLane.instance().id(), 10, NOW)).hasSize(1);
    }

    @Test
    default void reroutedDelivery_isClaimedOnItsNewLane() {
        Scene scene = Scene.in(stores());
        Scene target = scene.withAnotherLane();
        scene.saved(scene.added(scene.queued()).rerouted(target.lane(), NOW));
        assertThat(stores().deliveries().lanesDue(NOW, Set.of())).containsExactly(target.instance().id());
        assertThat(claimSends(scene.instance().id(), 10, NOW)).isEmpty();
        assertThat(claimSends(target.instance().id(), 10, NOW)).hasSize(1);
    }

    @Test
    default void expiredDeliveries_areFoundWhetherDueOrNotYet() {
        Scene scene = Scene.in(stores());
        Delivery due = scene.added(scene.queued());
        Instant lastMoment = due.order().expiresAt();
        Delivery later = scene.added(scene.queuedFor(lastMoment.plusMillis(1)));
        scene.added(begun(scene, lastMoment));
        scene.added(scene.queued().discarded(Explanation.providerRemoved(), NOW));

        assertThat(stores().deliveries().findExpired(lastMoment.minusMillis(1), 10)).isEmpty();
        assertThat(stores().deliveries().findExpired(lastMoment, 10)).containsExactlyInAnyOrder(due, later);
        assertThat(stores().deliveries().findExpired(lastMoment, 1)).hasSize(1);
        assertThat(scene.stored(due)).isEqualTo(due);
    }

    @Test
    default void waitingDeliveries_areFoundByLaneWhetherDueOrNot() {
        Scene scene = Scene.in(stores());
        Delivery due = scene.added(scene.queued());
        Delivery later = scene.added(scene.queuedFor(NOW.plusSeconds(3_600)));
        scene.added(begun(scene, NOW));
        scene.added(polled(scene));
        Scene otherLane = scene.withAnotherLane();
        otherLane.added(otherLane.queued());

        assertThat(stores().deliveries().findWaiting(scene.instance().id(), 10))
                .containsExactlyInAnyOrder(due, later);
        assertThat(stores().deliveries().findWaiting(scene.instance().id(), 1)).hasSize(1);
        assertThat(stores().deliveries().findWaiting(Samples.lane().instance(), 10)).isEmpty();
        assertThat(scene.stored(due)).isEqualTo(due);
    }

    @Test
    default void nextDue_isTheEarliestLaterMomentOfAnyStep() {
        Scene scene = Scene.in(stores());
        assertThat(stores().deliveries().nextDue(NOW)).isEmpty();
        scene.added(Delivery.stillborn(scene.order(), Explanation.providerRemoved()));
        assertThat(stores().deliveries().nextDue(NOW)).isEmpty();
        scene.added(scene.queuedFor(NOW.plusMillis(9)));
        assertThat(stores().deliveries().nextDue(NOW)).contains(NOW.plusMillis(9));
        scene.added(begun(scene, NOW.plusMillis(7)));
        assertThat(stores().deliveries().nextDue(NOW)).contains(NOW.plusMillis(7));
        assertThat(stores().deliveries().nextDue(NOW.plusMillis(7))).contains(NOW.plusMillis(9));
        scene.added(scene.queued());
        assertThat(stores().deliveries().nextDue(NOW)).as("what is due already is no later moment")
                .contains(NOW.plusMillis(7));
        assertThat(stores().deliveries().nextDue(NOW.plusMillis(9))).isEmpty();
    }

    private List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now) {
        return stores().deliveries().claimSends(lane, limit, now, Samples.beginning(Samples.lease(now), now));
    }

    private static Delivery queued(Scene scene, Priority priority, Instant due) {
        DeliveryOrder it = scene.order();
        var order = new DeliveryOrder(it.id(), it.notification(), it.app(), it.user(), it.channel(), priority,
                it.createdAt(), it.expiresAt(), it.resendOf());
        return Delivery.queued(order, scene.lane(), Optional.of(due));
    }

    /** The provider did not take it; it waits for another try. */
    private static Delivery deferred(Scene scene) {
        return scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW).answered(1,
                new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY), Optional.of(Duration.ofMinutes(1))),
                Samples.pace(NOW));
    }

    /** Its doer is silent, and the lease ends then. */
    private static Delivery begun(Scene scene, Instant leaseEnd) {
        return scene.queued().begun(new Lease("node-1", leaseEnd), Optional.empty(), Optional.empty(), NOW);
    }

    private static Delivery polled(Scene scene) {
        Delivery accepted = scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Accepted("SM" + scene.order().id()), Samples.pace(NOW));
        assertThat(accepted.due().map(Due::step)).isEqualTo(Optional.of(Step.POLL));
        return accepted;
    }
}
