package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds of deliveries as records; {@link DeliveryQueueContract},
 * {@link DeliveryPagesContract}, {@link ParkedReportsContract} and {@link ConcurrentClaimContract} say the rest. The
 * stores are new and empty for each test, and the same within it.
 */
public interface DeliveryStoreContract {

    Stores stores();

    @Test
    default void addedDelivery_comesOutAsSaved() {
        Scene scene = Scene.in(stores());
        for (Delivery added : List.of(scene.queued(), scene.queuedFor(Samples.NOW.plusSeconds(60)),
                Delivery.stillborn(scene.order(), Explanation.providerRemoved()))) {
            assertThat(scene.added(added)).isEqualTo(added.saved());
            assertThat(stores().deliveries().timeline(added.id())).isEqualTo(added.unsaved());
        }
    }

    @Test
    default void deliveryInEveryState_comesOutAsSaved() {
        Scene scene = Scene.in(stores());
        for (Delivery wanted : lives(scene)) {
            Delivery stored = scene.added(wanted);
            assertThat(stored).isEqualTo(wanted.saved());
            assertThat(stored.attempts().stream().map(attempt -> List.copyOf(attempt.receipts())))
                    .isEqualTo(wanted.attempts().stream().map(attempt -> List.copyOf(attempt.receipts())).toList());
        }
    }

    @Test
    default void orderOfEveryKind_comesOutEqual() {
        Scene scene = Scene.in(stores());
        DeliveryOrder it = scene.order();
        for (Priority priority : Priority.values()) {
            var order = new DeliveryOrder(scene.order().id(), it.notification(), it.app(),
                    it.user(), it.channel(), priority, it.createdAt(), it.expiresAt(),
                    Optional.of(it.id()), priority == Priority.BULK);
            assertThat(scene.added(Samples.queued(order, scene.lane())).order()).isEqualTo(order);
        }
    }

    @Test
    default void everyStepOfADelivery_comesOutAsSaved() {
        Scene scene = Scene.in(stores());
        Instant now = Samples.NOW;
        Delivery it = scene.added(scene.queued());
        it = assertSaved(scene, it.begun(Samples.lease(now), Optional.empty(), Optional.empty(), now));
        it = assertSaved(scene, it.answered(1, new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY),
                Optional.empty()), Samples.pace(now)));
        it = assertSaved(scene, it.rerouted(scene.withAnotherLane().lane(), now));
        it = assertSaved(scene, it.begun(Samples.lease(now), Optional.empty(), Optional.empty(), now));
        it = assertSaved(scene, it.interrupted(Samples.pace(now)));
        it = assertSaved(scene, it.askedInVain("No answer", Samples.pace(now)));
        it = assertSaved(scene, it.absent(Samples.pace(now)));
        it = assertSaved(scene, it.begun(Samples.lease(now), Optional.empty(), Optional.empty(), now));
        it = assertSaved(scene, it.answered(3, new SendOutcome.Accepted("SM3"), Samples.pace(now)));
        it = assertSaved(scene, it.polled(Samples.pace(now)));
        for (ReportedStatus status : ReportedStatus.values()) {
            it = assertSaved(scene, it.received(3, Samples.report("SM3", status), Samples.pace(now)));
        }
        assertThat(it.state()).isEqualTo(DeliveryState.SEEN);
        assertThat(it.version()).isEqualTo(16);
    }

    @Test
    default void unknownDelivery_isNotFoundAndHasNoTimeline() {
        Scene scene = Scene.in(stores());
        assertThat(stores().deliveries().find(scene.queued().id())).isEmpty();
        assertThat(stores().deliveries().timeline(scene.queued().id())).isEmpty();
        assertThat(stores().transactions()
                .<Optional<Delivery>>call(() -> stores().deliveries().lock(scene.queued().id()))).isEmpty();
    }

    @Test
    default void deliveriesOfWhichOneIsThereAlready_areNotAddedAtAll() {
        Scene scene = Scene.in(stores());
        Delivery there = scene.added(scene.queued());
        Delivery fresh = scene.queued();
        List<Delivery> both = List.of(fresh, Samples.queued(there.order(), scene.lane()));
        assertThatThrownBy(() -> stores().deliveries().add(both)).isInstanceOf(RuntimeException.class);
        assertThat(stores().deliveries().find(fresh.id())).isEmpty();
        assertThat(stores().deliveries().timeline(fresh.id())).isEmpty();
        assertThat(stores().deliveries().timeline(there.id())).hasSize(1);
    }

    @Test
    default void manyDeliveries_areAddedAndSavedAtOnce() {
        Scene scene = Scene.in(stores());
        var many = new ArrayList<Delivery>();
        for (int i = 0; i < 2_000; i++) {
            many.add(scene.queued());
        }
        stores().deliveries().add(many);
        List<Delivery> claimed = stores().deliveries().claimSends(scene.instance().id(), 2_000, Samples.NOW,
                Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW));
        assertThat(claimed).hasSize(2_000);
        assertThat(stores().deliveries().save(claimed.stream().map(it -> it.interrupted(Samples.pace(Samples.NOW)))
                .toList())).isEmpty();
        assertThat(stores().deliveries().count(scene.notification().id()))
                .containsEntry(DeliveryState.SENDING, 2_000L);
    }

    @Test
    default void nothing_isAddedAndSavedWithoutComplaint() {
        stores().deliveries().add(List.of());
        assertThat(stores().deliveries().save(List.of())).isEmpty();
    }

    @Test
    default void staleDelivery_isNotSavedAndLeavesNoTrace() {
        Scene scene = Scene.in(stores());
        Delivery read = scene.added(scene.queued());
        Delivery first = scene.saved(read.discarded(Explanation.providerRemoved(), Samples.NOW));
        List<TimelineEntry> timeline = stores().deliveries().timeline(read.id());

        Delivery second = read.begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW);
        assertThat(stores().deliveries().save(List.of(second))).containsExactly(read.id());
        assertThat(scene.stored(read)).isEqualTo(first);
        assertThat(stores().deliveries().timeline(read.id())).isEqualTo(timeline);
    }

    @Test
    default void savedTogetherWithAStaleOne_othersAreStored() {
        Scene scene = Scene.in(stores());
        Delivery fresh = scene.added(scene.queued());
        Delivery stale = scene.added(scene.queued());
        scene.saved(stale.rerouted(scene.lane(), Samples.NOW));

        Delivery begun = fresh.begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW);
        assertThat(stores().deliveries().save(List.of(stale.rerouted(scene.lane(), Samples.NOW), begun)))
                .containsExactly(stale.id());
        assertThat(scene.stored(fresh)).isEqualTo(begun.saved());
    }

    @Test
    default void deliveryThatWasNeverAdded_isNotSaved() {
        Scene scene = Scene.in(stores());
        Delivery unknown = scene.queued();
        assertThat(stores().deliveries().save(List.of(unknown))).containsExactly(unknown.id());
        assertThat(stores().deliveries().find(unknown.id())).isEmpty();
        assertThat(stores().deliveries().timeline(unknown.id())).isEmpty();
    }

    @Test
    default void timeline_keepsTheOrderOfItsComingAlsoWithinOneMillisecond() {
        Scene scene = Scene.in(stores());
        Delivery it = scene.added(scene.queued());
        Delivery other = scene.added(scene.queued());
        it = scene.saved(
                it.rerouted(scene.lane(), Samples.NOW)
                        .begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW)
                        .interrupted(Samples.pace(Samples.NOW)));
        it = scene.saved(it.askedInVain("once", Samples.pace(Samples.NOW)).askedInVain("twice",
                Samples.pace(Samples.NOW.plusMillis(1))));
        scene.saved(it.absent(Samples.pace(Samples.NOW.plusMillis(1))));

        assertThat(stores().deliveries().timeline(it.id())).extracting(TimelineEntry::event).containsExactly(
                Event.QUEUED, Event.REROUTED, Event.SENDING, Event.UNCERTAIN, Event.ASKED, Event.ASKED, Event.ABSENT);
        assertThat(stores().deliveries().timeline(other.id())).hasSize(1);
    }

    @Test
    default void awkwardReport_survivesInTheTimelineAndTheReceipts() {
        Scene scene = Scene.in(stores());
        var raw = new LinkedHashMap<String, String>();
        raw.put("z", Samples.AWKWARD_TEXT);
        raw.put(Samples.AWKWARD_TEXT, "");
        raw.put("a", "x".repeat(50_000));
        var fault = ProviderFault.of(Samples.AWKWARD_TEXT, FaultKind.UNKNOWN, Samples.AWKWARD_TEXT);
        var report = new Report(Samples.AWKWARD_TEXT, ReportedStatus.FAILED, Samples.AWKWARD_TEXT,
                Optional.of(fault), raw);
        Delivery begun = scene.added(
                scene.queued().begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW));
        Delivery changed = begun.received(1, report, Samples.pace(Samples.NOW));

        assertThat(scene.saved(changed)).isEqualTo(changed.saved());
        TimelineEntry last = stores().deliveries().timeline(begun.id()).getLast();
        assertThat(last).isEqualTo(changed.unsaved().getLast());
        assertThat(last.raw().keySet()).containsExactly("z", Samples.AWKWARD_TEXT, "a");
        assertThat(stores().deliveries().findByReference(scene.app().id(), ScriptedProvider.ID,
                Samples.AWKWARD_TEXT)).contains(new Referenced(begun.id(), 1));
    }

    @Test
    default void lockedDelivery_isTheStoredOne() {
        Scene scene = Scene.in(stores());
        Delivery stored = scene.added(scene.queued());
        assertThat(stores().transactions().<Optional<Delivery>>call(() -> stores().deliveries().lock(stored.id())))
                .contains(stored);
    }

    @Test
    default void lockOutsideAUnitOfWork_isRefused() {
        Delivery stored = Scene.in(stores()).queued();
        assertThatThrownBy(() -> stores().deliveries().lock(stored.id())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void delivery_isFoundByTheReferenceOfAnyAttempt() {
        Scene scene = Scene.in(stores());
        Delivery twice = begunTwice(scene, "SM1", "SM2");
        Delivery other = scene.added(accepted(scene, "SM3"));
        assertThat(byReference(scene.app().id(), ScriptedProvider.ID, "SM1"))
                .contains(new Referenced(twice.id(), 1));
        assertThat(byReference(scene.app().id(), ScriptedProvider.ID, "SM2"))
                .contains(new Referenced(twice.id(), 2));
        assertThat(byReference(scene.app().id(), ScriptedProvider.ID, "SM3"))
                .contains(new Referenced(other.id(), 1));
    }

    @Test
    default void reference_countsForItsAppItsProviderAndItselfOnly() {
        Scene scene = Scene.in(stores());
        Scene stranger = Scene.in(stores());
        scene.added(accepted(scene, "SM1"));
        assertThat(byReference(stranger.app().id(), ScriptedProvider.ID, "SM1")).isEmpty();
        assertThat(byReference(scene.app().id(), new ProviderId("other"), "SM1")).isEmpty();
        assertThat(byReference(scene.app().id(), ScriptedProvider.ID, "sm1")).isEmpty();
        assertThat(byReference(scene.app().id(), ScriptedProvider.ID, "SM")).isEmpty();

        Delivery theirs = stranger.added(accepted(stranger, "SM1"));
        assertThat(byReference(stranger.app().id(), ScriptedProvider.ID, "SM1"))
                .contains(new Referenced(theirs.id(), 1));
    }

    private Optional<Referenced> byReference(AppId app, ProviderId provider, String reference) {
        return stores().deliveries().findByReference(app, provider, reference);
    }

    private static Delivery assertSaved(Scene scene, Delivery changed) {
        Delivery stored = scene.saved(changed);
        assertThat(stored).isEqualTo(changed.saved());
        return stored;
    }

    private static Delivery begun(Scene scene) {
        return scene.queued().begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW);
    }

    private static Delivery accepted(Scene scene, String reference) {
        return begun(scene).answered(1, new SendOutcome.Accepted(reference), Samples.pace(Samples.NOW));
    }

    /** The first attempt failed for a passing reason, so that a second one was made. */
    private static Delivery begunTwice(Scene scene, String first, String second) {
        return scene.added(accepted(scene, first)
                .received(1, Samples.failure(first, FaultKind.RETRY), Samples.pace(Samples.NOW))
                .begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW)
                .answered(2, new SendOutcome.Accepted(second), Samples.pace(Samples.NOW)));
    }

    private static List<Delivery> lives(Scene scene) {
        var pace = Samples.pace(Samples.NOW);
        return List.of(
                begun(scene),
                accepted(scene, "SM1"),
                begun(scene).answered(1, new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT)), pace),
                begun(scene).answered(1, new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)), pace)
                        .held("Nobody answers.", pace),
                accepted(scene, "SM2").received(1, Samples.report("SM2", ReportedStatus.DELIVERED), pace),
                accepted(scene, "SM3").received(1, Samples.report("SM3", ReportedStatus.SEEN), pace)
                        .received(1, Samples.report("SM3", ReportedStatus.FAILED), pace)
                        .received(1, new Report("SM3", ReportedStatus.UNKNOWN, "odd", Optional.empty(), Map.of()),
                                pace),
                scene.queued().expiredAt(Samples.NOW.plusSeconds(90_000)));
    }
}
