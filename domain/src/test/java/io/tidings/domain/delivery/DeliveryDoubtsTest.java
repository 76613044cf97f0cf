package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an attempt whose end is not known, and of the questions about it. */
final class DeliveryDoubtsTest {

    private static final Instant NOW = Samples.NOW;
    private static final Pace PACE = Samples.pace(NOW);

    @Test
    void uncertainDelivery_isResolvedAndNeverBlindlySentAgain() {
        Delivery it = answered(new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        assertThat(it.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RETRY)));
        assertThat(it.due()).contains(new Due(Step.RESOLVE, PACE.questionAt(NOW)));
    }

    @Test
    void interruptedDelivery_isResolved() {
        Delivery it = begun().interrupted(PACE);
        assertThat(it.explanation()).contains(Explanation.interrupted());
        assertThat(it.due().map(Due::step)).contains(Step.RESOLVE);
        assertThatThrownBy(() -> it.interrupted(PACE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void foundMessage_countsAsAcceptedAndLeavesWhatTheProviderSaid() {
        var report = Samples.failure("SM1", FaultKind.RECIPIENT);
        Delivery it = begun().interrupted(PACE).found(report, PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.reference()).contains("SM1");
        assertThat(it.unsaved().getLast()).satisfies(entry -> {
            assertThat(entry.event()).isEqualTo(Event.FOUND);
            assertThat(entry.code()).contains("sample_recipient");
            assertThat(entry.raw()).isEqualTo(report.raw());
        });
    }

    @Test
    void askedInVain_asksAgainAndSaysStillWhyItWaits() {
        Delivery doubtful = begun().interrupted(PACE);
        Delivery it = doubtful.askedInVain("The service did not answer.", Samples.pace(NOW.plusSeconds(5)));
        assertThat(it.explanation()).isEqualTo(doubtful.explanation());
        assertThat(it.due().orElseThrow().at()).isAfter(doubtful.due().orElseThrow().at());
        assertThat(it.unsaved().getLast().detail()).isEqualTo("The service did not answer.");
    }

    @Test
    void heldDelivery_waitsForAPersonOrAReport() {
        Delivery it = begun().interrupted(PACE).held("The service cannot be asked.", PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(it.due()).isEmpty();
        assertThat(it.explanation().orElseThrow().code()).isEqualTo("outcome_unknown");
        assertThat(it.discarded(Explanation.providerRemoved(), NOW).state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.received(1, Samples.report("SM1", ReportedStatus.SENT), PACE).explanation()).isEmpty();
    }

    @Test
    void answerToAQuestionThatIsNoneAnyMore_changesNothing() {
        Delivery settled = begun().interrupted(PACE).received(1, Samples.report("SM1", ReportedStatus.SENT), PACE);
        assertThat(settled.absent(PACE)).isSameAs(settled);
        assertThat(settled.askedInVain("No answer", PACE)).isSameAs(settled);
        assertThat(settled.held("No answer", PACE)).isSameAs(settled);
        Delivery doubtful = begun().interrupted(PACE);
        assertThat(doubtful.polled(PACE)).isSameAs(doubtful);
    }

    @Test
    void polledDelivery_isAskedForUntilItHasBeenLongEnough() {
        Delivery it = sent().polled(Samples.pace(NOW.plus(Duration.ofHours(70))));
        assertThat(it.due()).contains(new Due(Step.POLL, NOW.plus(Duration.ofHours(71))));
        assertThat(it.polled(Samples.pace(NOW.plus(Duration.ofHours(72)))).due()).isEmpty();
    }

    @Test
    void messageThatIsFoundAfterDaysAndStillOnItsWay_isStaleAndSaysSo() {
        Delivery it = begun().interrupted(PACE).found(Samples.report("SM1", ReportedStatus.SENT),
                Samples.pace(NOW.plus(Duration.ofHours(73))));
        assertThat(it.stale()).isTrue();
        assertThat(it.explanation()).contains(Explanation.noReceipt());
    }

    @Test
    void leasedQuestion_fallsDueAgainWhenTheLeaseEnds() {
        var lease = new Lease("node-2", NOW.plusSeconds(600));
        assertThat(sent().leased(lease).due()).contains(new Due(Step.POLL, lease.until()));
        assertThat(begun().leased(lease).due()).contains(new Due(Step.RESOLVE, lease.until()));
        assertThatThrownBy(() -> Samples.queued().leased(lease)).isInstanceOf(IllegalStateException.class);
        assertThat(lease.expired(lease.until().minusMillis(1))).isFalse();
        assertThat(lease.expired(lease.until())).isTrue();
    }

    private static Delivery begun() {
        return Samples.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW);
    }

    private static Delivery answered(SendOutcome outcome) {
        return begun().answered(1, outcome, PACE);
    }

    private static Delivery sent() {
        return answered(new SendOutcome.Accepted("SM1"));
    }
}
