package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryStore.InDoubt;
import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store of deliveries remembers of messages of which nobody knows yet whether there are any. */
public interface DoubtsContract {

    Instant NOW = Samples.NOW;

    Imprint LOOKS = new Imprint(new Address(Samples.PHONE), Map.of("From", "+15005550006", "", Samples.AWKWARD_TEXT));

    Stores stores();

    @Test
    default void imprint_isKeptUntilItIsKnownWhatBecameOfTheMessage() {
        Scene scene = Scene.in(stores());
        Delivery it = scene.added(begun(scene));
        assertThat(imprint(it)).contains(LOOKS);
        it = scene.saved(it.interrupted(Samples.pace(NOW)));
        assertThat(imprint(it)).contains(LOOKS);
        it = scene.saved(it.absent(Samples.pace(NOW)));
        assertThat(imprint(it)).contains(LOOKS);
        it = scene.saved(it.answered(1, new SendOutcome.Accepted("m-1"), Samples.pace(NOW)));
        assertThat(imprint(it)).isEmpty();
        assertThat(inDoubt(scene, NOW, NOW)).isEmpty();
    }

    @Test
    default void attemptsInDoubt_areThoseToThePersonOfWhateverApp() {
        Scene scene = Scene.in(stores());
        Delivery one = scene.added(begun(scene));
        Scene elsewhere = Scene.in(stores());
        Delivery other = elsewhere.added(begun(elsewhere));
        scene.added(scene.queued().begun(Samples.lease(NOW),
                Optional.of(new Imprint(new Address("+447700900999"), Map.of())), Optional.empty(), NOW));
        scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
        scene.added(begun(scene).answered(1, new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT)),
                Samples.pace(NOW)));

        assertThat(inDoubt(scene, NOW, NOW)).containsExactlyInAnyOrder(new InDoubt(one.id(), LOOKS),
                new InDoubt(other.id(), LOOKS));
        assertThat(inDoubt(scene, NOW.plusMillis(1), NOW.plusMillis(9))).isEmpty();
        assertThat(inDoubt(scene, NOW.minusMillis(9), NOW.minusMillis(1))).isEmpty();
        assertThat(stores().deliveries().inDoubt(new ProviderId("another"), LOOKS.person(), NOW, NOW)).isEmpty();
    }

    @Test
    default void referenceOfAnyApp_isKnownToBeTaken() {
        Scene scene = Scene.in(stores());
        Delivery it = scene.added(begun(scene).answered(1, new SendOutcome.Accepted("m-1"), Samples.pace(NOW)));
        ProviderId provider = scene.lane().provider();
        DeliveryStore deliveries = stores().deliveries();

        assertThat(deliveries.isReferenced(provider, "m-1", new Referenced(scene.queued().id(), 1))).isTrue();
        assertThat(deliveries.isReferenced(provider, "m-1", new Referenced(it.id(), 2))).isTrue();
        assertThat(deliveries.isReferenced(provider, "m-1", new Referenced(it.id(), 1))).isFalse();
        assertThat(deliveries.isReferenced(provider, "m-2", new Referenced(it.id(), 2))).isFalse();
        assertThat(deliveries.isReferenced(new ProviderId("another"), "m-1", new Referenced(it.id(), 2))).isFalse();
    }

    @Test
    default void referenceOfAnAttempt_isThatOfTheProviderThatItWentThrough() {
        Scene scene = Scene.in(stores());
        var other = new Lane(new ProviderId("another"), scene.instance().id());
        Delivery it = scene.added(begun(scene).interrupted(Samples.pace(NOW)).absent(Samples.pace(NOW))
                .rerouted(other, NOW).begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(2, new SendOutcome.Accepted("m-2"), Samples.pace(NOW))
                .received(1, Samples.report("m-1", ReportedStatus.SENT), Samples.pace(NOW)));
        DeliveryStore deliveries = stores().deliveries();

        assertThat(deliveries.findByReference(scene.app().id(), scene.lane().provider(), "m-1"))
                .contains(new Referenced(it.id(), 1));
        assertThat(deliveries.findByReference(scene.app().id(), other.provider(), "m-2"))
                .contains(new Referenced(it.id(), 2));
        assertThat(deliveries.findByReference(scene.app().id(), other.provider(), "m-1")).isEmpty();
    }

    private List<InDoubt> inDoubt(Scene scene, Instant from, Instant until) {
        return stores().deliveries().inDoubt(scene.lane().provider(), LOOKS.person(), from, until);
    }

    private Optional<Imprint> imprint(Delivery delivery) {
        return stores().deliveries().find(delivery.id()).orElseThrow().latest().orElseThrow().imprint();
    }

    private static Delivery begun(Scene scene) {
        return scene.queued().begun(Samples.lease(NOW), Optional.of(LOOKS), Optional.empty(), NOW);
    }
}
