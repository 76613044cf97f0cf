package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receipts that are asked for. */
class StatusPollerTest {

    @Test
    void withoutCallbacks_asksFromTheStartUntilTheMessageIsSeen() {
        World world = World.withoutCallbacks();
        DeliveryId id = sent(world);
        stands(world, ReportedStatus.DELIVERED);
        world.pass(Duration.ofSeconds(5));
        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.provider.requests().getFirst().callback()).isEmpty();

        stands(world, ReportedStatus.SEEN);
        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);
        assertThat(world.delivery(id).due()).isEmpty();
        assertThat(world.provider.questions())
                .allSatisfy(
                        question -> assertThat(((LookUp.ByReference) question).reference()).isEqualTo("scripted-1"));
    }

    @Test
    void withCallbacks_asksOnlyAfterAWhileOfSilence() {
        World world = World.withCallbacks();
        DeliveryId id = sent(world);
        stands(world, ReportedStatus.DELIVERED);
        world.pass(Duration.ofMinutes(15).minusMillis(1));
        assertThat(world.provider.questions()).isEmpty();

        world.pass(Duration.ofMillis(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.delivery(id).due()).isEmpty();
    }

    @Test
    void silence_endsAskingAfterThreeDays() {
        World world = World.withoutCallbacks();
        DeliveryId id = sent(world);
        world.pass(Duration.ofDays(3));
        int asked = world.provider.questions().size();
        assertThat(asked).isBetween(60, 120);

        world.pass(Duration.ofDays(30));

        assertThat(world.provider.questions()).hasSize(asked);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void providerThatDoesNotAnswer_isAskedAgain() {
        World world = World.withoutCallbacks();
        world.provider.answeringLookUps(question -> new LookUpOutcome.Unanswered(Samples.fault(FaultKind.RETRY)));
        DeliveryId id = sent(world);
        world.pass(Duration.ofHours(1));

        stands(world, ReportedStatus.SEEN);
        world.pass(Duration.ofHours(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);
    }

    @Test
    void failureThatPasses_isSentAgain() {
        World world = World.withoutCallbacks();
        DeliveryId id = sent(world);
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(
                ((LookUp.ByReference) question).reference().equals("scripted-1")
                        ? List.of(Samples.failure("scripted-1", FaultKind.RETRY))
                        : List.of(Samples.report("scripted-2", ReportedStatus.SEEN))));

        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);
        assertThat(world.provider.requests()).hasSize(2);
    }

    @Test
    void failureForGood_endsTheDelivery() {
        World world = World.withoutCallbacks();
        DeliveryId id = sent(world);
        stands(world, ReportedStatus.FAILED);

        world.pass(Duration.ofDays(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("sample_recipient");
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.provider.questions()).hasSize(1);
    }

    private static DeliveryId sent(World world) {
        DeliveryId id = world.sendToAnn();
        world.step();
        return id;
    }

    private static void stands(World world, ReportedStatus status) {
        world.provider.answeringLookUps(
                question -> new LookUpOutcome.Found(List.of(Samples.report("scripted-1", status))));
    }
}
