package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds of the questions to providers. The stores are new and empty for each test, and
 * the same within it.
 */
public interface DeliveryQuestionsContract {

    Instant NOW = Samples.NOW;

    Stores stores();

    @Test
    default void forgottenSend_becomesAQuestionWhenItsLeaseEnds() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        Delivery begun = claimSends(scene.instance().id(), 1, NOW).getFirst();
        Instant leaseEnd = Samples.lease(NOW).until();
        assertThat(claimQuestions(scene, Step.RESOLVE, 10, leaseEnd.minusMillis(1))).isEmpty();
        assertThat(claimQuestions(scene, Step.POLL, 10, leaseEnd)).isEmpty();
        assertThat(claimQuestions(scene, Step.RESOLVE, 10, leaseEnd)).extracting(Delivery::id)
                .containsExactly(begun.id());
    }

    @Test
    default void claimedQuestion_isLeasedAndFallsDueAgainWhenTheLeaseEnds() {
        Scene scene = Scene.in(stores());
        Delivery asked = scene.added(polled(scene));
        Instant due = asked.due().orElseThrow().at();
        Lease lease = Samples.lease(due);
        List<Delivery> claimed = stores().deliveries().claimQuestions(scene.instance().id(), Step.POLL, 10,
                lease, due);

        assertThat(claimed).containsExactly(asked.leased(lease).saved());
        assertThat(scene.stored(asked)).isEqualTo(asked.leased(lease).saved());
        assertThat(claimQuestions(scene, Step.POLL, 10, due)).isEmpty();
        assertThat(claimQuestions(scene, Step.POLL, 10, lease.until())).hasSize(1);
    }

    @Test
    default void questionsOfALane_areClaimedLongestDueFirstUpToTheLimit() {
        Scene scene = Scene.in(stores());
        Delivery second = scene.added(begun(scene, NOW.plusMillis(2)));
        Delivery third = scene.added(begun(scene, NOW.plusMillis(3)));
        Delivery first = scene.added(begun(scene, NOW.plusMillis(1)));
        scene.added(begun(scene, NOW.plusMillis(5)));
        scene.added(scene.queued());
        Scene other = scene.withAnotherLane();
        other.added(begun(other, NOW));
        Instant later = NOW.plusMillis(4);
        assertThat(stores().deliveries().lanesToAsk(Step.RESOLVE, later))
                .containsExactlyInAnyOrder(scene.instance().id(), other.instance().id());
        assertThat(stores().deliveries().lanesToAsk(Step.POLL, later)).isEmpty();
        assertThat(claimQuestions(scene, Step.RESOLVE, 2, later)).extracting(Delivery::id)
                .containsExactly(first.id(), second.id());
        assertThat(claimQuestions(scene, Step.RESOLVE, 10, later)).extracting(Delivery::id)
                .containsExactly(third.id());
    }

    @Test
    default void instance_isUnderWayWhileAQuestionIsDueOfOneOfItsDeliveries() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        assertThat(stores().deliveries().isUnderWay(scene.instance().id())).isFalse();

        Delivery claimed = claimSends(scene.instance().id(), 1, NOW).getFirst();
        assertThat(stores().deliveries().isUnderWay(scene.instance().id())).isTrue();
        assertThat(stores().deliveries().isUnderWay(Samples.lane().instance())).isFalse();

        scene.saved(claimed.answered(1, new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT)), Samples.pace(NOW)));
        assertThat(stores().deliveries().isUnderWay(scene.instance().id())).isFalse();
    }

    private List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now) {
        return stores().deliveries().claimSends(lane, limit, now, Samples.beginning(Samples.lease(now), now));
    }

    private List<Delivery> claimQuestions(Scene scene, Step step, int limit, Instant now) {
        return stores().deliveries().claimQuestions(scene.instance().id(), step, limit, Samples.lease(now), now);
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
