package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds when many threads claim and save at once. The stores are new and empty for
 * each test.
 */
public interface ConcurrentClaimContract {

    int CLAIMERS = 8;

    Instant NOW = Samples.NOW;

    Stores stores();

    @Test
    default void manyClaimersOfSends_getAllAndNothingTwice() {
        Scene scene = Scene.in(stores());
        List<Delivery> added = added(scene, 300);
        List<Delivery> claimed = together(() -> claimSends(scene));
        assertThat(claimed).extracting(Delivery::id).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(added.stream().map(Delivery::id).toList());
        assertThat(claimed).allSatisfy(it -> {
            assertThat(it.attempts()).hasSize(1);
            assertThat(scene.stored(it)).isEqualTo(it);
            assertThat(stores().deliveries().timeline(it.id())).extracting(TimelineEntry::event)
                    .containsExactly(Event.QUEUED, Event.SENDING);
        });
    }

    @Test
    default void manyClaimersOfQuestions_getAllAndNothingTwice() {
        Scene scene = Scene.in(stores());
        List<Delivery> added = Stream
                .generate(() -> scene.queued().begun(new Lease("gone", NOW), Optional.empty(), Optional.empty(), NOW))
                .limit(200)
                .toList();
        stores().deliveries().add(added);
        List<Delivery> claimed = together(
                () -> stores().deliveries().claimQuestions(scene.instance().id(), Step.RESOLVE, 7,
                        Samples.lease(NOW), NOW));
        assertThat(claimed).extracting(Delivery::id).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(added.stream().map(Delivery::id).toList());
    }

    @Test
    default void manySaversOfOneVersion_haveOneWinner() {
        Scene scene = Scene.in(stores());
        Delivery read = scene.added(scene.queued());
        var number = new AtomicInteger();
        List<Boolean> won = Together.call(CLAIMERS, () -> {
            Instant mine = NOW.plusMillis(number.incrementAndGet());
            return stores().deliveries().save(List.of(read.rerouted(scene.lane(), mine))).isEmpty();
        });
        assertThat(won).containsOnlyOnce(true);
        assertThat(scene.stored(read).version()).isEqualTo(read.version() + 1);
        assertThat(stores().deliveries().timeline(read.id())).hasSize(2);
    }

    @Test
    default void holderWhoseDeliveryWasClaimedByAnother_isRefused() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        Delivery mine = claimSends(scene).getFirst();
        Instant later = Samples.lease(NOW).until();
        Delivery theirs = stores().deliveries().claimQuestions(scene.instance().id(), Step.RESOLVE, 1,
                Samples.lease(later), later)
                .getFirst();
        assertThat(stores().deliveries().save(List.of(mine.interrupted(Samples.pace(later)))))
                .containsExactly(mine.id());
        assertThat(scene.stored(mine)).isEqualTo(theirs);
        scene.saved(theirs.interrupted(Samples.pace(later)));
    }

    @Test
    default void claimsAmongSaves_takeWhatIsStillThereAndLoseNothing() {
        Scene scene = Scene.in(stores());
        List<Delivery> added = added(scene, 200);
        var claimed = new AtomicReference<List<Delivery>>();
        var discarded = new AtomicReference<Collection<DeliveryId>>();
        var role = new AtomicInteger();
        Together.call(2, () -> {
            if (role.getAndIncrement() == 0) {
                claimed.set(untilNothingComes(() -> claimSends(scene)));
            } else {
                discarded.set(discardOneByOne(added.reversed()));
            }
            return null;
        });

        var all = new ArrayList<>(discarded.get());
        claimed.get().forEach(it -> all.add(it.id()));
        assertThat(all).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(added.stream().map(Delivery::id).toList());
        discarded.get().forEach(id -> assertThat(stores().deliveries().find(id).orElseThrow().attempts()).isEmpty());
        assertThat(claimed.get()).allSatisfy(it -> assertThat(scene.stored(it)).isEqualTo(it));
    }

    @Test
    default void deliveryThatAUnitOfWorkHolds_isNotClaimedUntilThatHasEnded() {
        Scene scene = Scene.in(stores());
        Delivery held = scene.added(scene.queued());
        var claim = new AtomicReference<Future<List<Delivery>>>();
        stores().transactions().run(() -> {
            Delivery locked = stores().deliveries().lock(held.id()).orElseThrow();
            claim.set(Together.beginBeside(() -> claimSends(scene)));
            Delivery discarded = locked.discarded(Explanation.providerRemoved(), NOW);
            assertThat(stores().deliveries().save(List.of(discarded))).isEmpty();
        });
        assertThat(Together.result(claim.get())).isEmpty();
        assertThat(scene.stored(held).state()).isEqualTo(DeliveryState.DISCARDED);
    }

    @Test
    default void lockedDelivery_isChangedByNobodyElse() {
        Scene scene = Scene.in(stores());
        Delivery read = scene.added(scene.queued());
        var save = new AtomicReference<Future<Collection<DeliveryId>>>();
        stores().transactions().run(() -> {
            Delivery locked = stores().deliveries().lock(read.id()).orElseThrow();
            save.set(Together.beginBeside(
                    () -> stores().deliveries().save(List.of(read.rerouted(scene.lane(), NOW.plusMillis(1))))));
            assertThat(stores().deliveries().save(List.of(locked.rerouted(scene.lane(), NOW)))).isEmpty();
        });
        assertThat(Together.result(save.get())).containsExactly(read.id());
    }

    private List<Delivery> added(Scene scene, int count) {
        List<Delivery> added = Stream.generate(scene::queued).limit(count).toList();
        stores().deliveries().add(added);
        return added.stream().map(Delivery::saved).toList();
    }

    private List<Delivery> claimSends(Scene scene) {
        return stores().deliveries().claimSends(scene.instance().id(), 7, NOW,
                Samples.beginning(Samples.lease(NOW), NOW));
    }

    private Collection<DeliveryId> discardOneByOne(List<Delivery> deliveries) {
        var discarded = new ArrayList<DeliveryId>();
        for (Delivery delivery : deliveries) {
            if (stores().deliveries().save(List.of(delivery.discarded(Explanation.providerRemoved(), NOW))).isEmpty()) {
                discarded.add(delivery.id());
            }
        }
        return discarded;
    }

    private static List<Delivery> together(Supplier<List<Delivery>> claim) {
        return Together.call(CLAIMERS, () -> untilNothingComes(claim)).stream().flatMap(List::stream).toList();
    }

    private static List<Delivery> untilNothingComes(Supplier<List<Delivery>> claim) {
        var all = new ArrayList<Delivery>();
        for (List<Delivery> some = claim.get(); !some.isEmpty(); some = claim.get()) {
            all.addAll(some);
        }
        return all;
    }
}
