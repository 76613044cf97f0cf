package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds when old deliveries are removed. The stores are new and empty for each test.
 */
public interface RetentionContract {

    Instant NOW = Samples.NOW;

    Instant LATER = NOW.plusSeconds(1);

    Stores stores();

    @Test
    default void oldDeliveryThatEnded_isRemovedWithAllThatBelongsToIt() {
        Scene scene = Scene.in(stores());
        Delivery seen = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(NOW))
                .received(1, Samples.report("SM1", ReportedStatus.SEEN), Samples.pace(NOW)));
        assertThat(seen.due()).isEmpty();

        assertThat(stores().deliveries().removeEnded(LATER, 10)).isEqualTo(1);
        assertThat(stores().deliveries().find(seen.id())).isEmpty();
        assertThat(stores().deliveries().timeline(seen.id())).isEmpty();
        assertThat(stores().deliveries().findByReference(scene.app().id(), ScriptedProvider.ID, "SM1")).isEmpty();
        assertThat(stores().notifications().find(scene.notification().id())).isEmpty();
        assertThat(stores().deliveries().removeEnded(LATER, 10)).isZero();
    }

    @Test
    default void deliveryOfWhichSomethingIsDue_staysHoweverOldItIs() {
        Scene scene = Scene.in(stores());
        Delivery waiting = scene.added(scene.queued());
        Delivery begun = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
        Delivery polled = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(NOW)));
        assertThat(stores().deliveries().removeEnded(NOW.plusSeconds(100_000_000), 10)).isZero();
        for (Delivery it : List.of(waiting, begun, polled)) {
            assertThat(scene.stored(it)).isEqualTo(it);
        }
        assertThat(stores().deliveries().timeline(begun.id())).hasSize(2);
    }

    @Test
    default void heldDelivery_staysUntilAPersonHasDecided() {
        Scene scene = Scene.in(stores());
        Delivery held = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .interrupted(Samples.pace(NOW)).held("Nobody answers.", Samples.pace(NOW)));
        assertThat(stores().deliveries().removeEnded(LATER, 10)).isZero();
        assertThat(scene.stored(held)).isEqualTo(held);

        scene.saved(held.discarded(Explanation.closed(), NOW));
        assertThat(stores().deliveries().removeEnded(LATER, 10)).isEqualTo(1);
    }

    @Test
    default void notification_staysAsLongAsADeliveryOfIt() {
        Scene scene = Scene.in(stores());
        ended(scene, NOW);
        Delivery waiting = scene.added(scene.queued());
        assertThat(stores().deliveries().removeEnded(LATER, 10)).isEqualTo(1);
        assertThat(stores().notifications().find(scene.notification().id())).contains(scene.notification());

        scene.saved(waiting.discarded(Explanation.providerRemoved(), NOW));
        assertThat(stores().deliveries().removeEnded(LATER, 10)).isEqualTo(1);
        assertThat(stores().notifications().find(scene.notification().id())).isEmpty();
    }

    @Test
    default void deliveries_areRemovedOldestFirstUpToTheLimitAndTheMoment() {
        Scene scene = Scene.in(stores());
        Delivery third = ended(scene, NOW.plusMillis(2));
        Delivery first = ended(scene, NOW);
        Delivery second = ended(scene, NOW.plusMillis(1));
        assertThat(stores().deliveries().removeEnded(NOW.plusMillis(2), 1)).isEqualTo(1);
        assertThat(stores().deliveries().find(first.id())).isEmpty();
        assertThat(scene.stored(second)).isEqualTo(second);
        assertThat(stores().deliveries().removeEnded(NOW.plusMillis(2), 10)).isEqualTo(1);
        assertThat(scene.stored(third)).isEqualTo(third);
    }

    @Test
    default void manyWhoRemoveAtOnce_leaveNoNotificationWithoutDeliveries() {
        var scenes = new ArrayList<Scene>();
        for (int i = 0; i < 20; i++) {
            Scene scene = i == 0 ? Scene.in(stores()) : scenes.getFirst().withAnotherNotification();
            stores().deliveries().add(Stream.generate(
                    () -> scene.queued().discarded(Explanation.providerRemoved(), NOW)).limit(10).toList());
            scenes.add(scene);
        }
        List<Integer> removed = Together.call(4, () -> {
            int all = 0;
            for (int some = 1; some > 0; all += some) {
                some = stores().deliveries().removeEnded(LATER, 7);
            }
            return all;
        });
        assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
        assertThat(stores().notifications().find(scenes.stream().map(scene -> scene.notification().id()).toList()))
                .isEmpty();
    }

    private static Delivery ended(Scene scene, Instant at) {
        return scene.added(scene.queued().discarded(Explanation.providerRemoved(), at));
    }
}
