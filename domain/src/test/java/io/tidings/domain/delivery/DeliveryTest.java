package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every transition of one attempt. {@link DeliveryDoubtsTest} has those of questions, {@link DeliveryAttemptsTest}
 * several attempts, and the property tests everything in any order.
 */
final class DeliveryTest {

    private static final Instant NOW = Samples.NOW;
    private static final Pace PACE = Samples.pace(NOW);

    @Test
    void newDelivery_isDueAtOnceOrWhenWanted() {
        assertThat(Samples.queued().due()).contains(new Due(Step.SEND, NOW));
        assertThat(Samples.queued().state()).isEqualTo(DeliveryState.QUEUED);
        Instant later = NOW.plusSeconds(60);
        assertThat(queuedFor(later).due()).contains(new Due(Step.SEND, later));
        assertThat(queuedFor(NOW.minusSeconds(60)).due()).contains(new Due(Step.SEND, NOW));
        assertThat(queuedFor(later).unsaved()).singleElement()
                .isEqualTo(new TimelineEntry(NOW, Event.QUEUED, DeliveryState.QUEUED, 0,
                        "Accepted, to be sent at " + later, Optional.empty(), Optional.empty(), Map.of()));
    }

    @Test
    void stillbornDelivery_isDiscardedWithItsReason() {
        Delivery it = Delivery.stillborn(Samples.order(), Explanation.providerRemoved());
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.explanation()).contains(Explanation.providerRemoved());
        assertThat(it.due()).isEmpty();
        assertThat(it.lane()).isEmpty();
        assertThat(it.unsaved()).extracting(TimelineEntry::event).containsExactly(Event.QUEUED, Event.DISCARDED);
    }

    @Test
    void begunDelivery_becomesAQuestionWhenItsLeaseEnds() {
        Delivery it = begun();
        assertThat(it.state()).isEqualTo(DeliveryState.SENDING);
        assertThat(it.attempt(1)).contains(Attempt.begun(1, it.lane().orElseThrow(), Optional.empty(), NOW));
        assertThat(it.due()).contains(new Due(Step.RESOLVE, Samples.lease(NOW).until()));
        assertThatThrownBy(() -> it.begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void acceptedDelivery_isSentAndItsReceiptsAreAskedFor() {
        Delivery it = answered(new SendOutcome.Accepted("SM1"));
        assertThat(it.state()).isEqualTo(DeliveryState.SENT);
        assertThat(it.reference()).contains("SM1");
        assertThat(it.due().map(Due::step)).contains(Step.POLL);
        assertThat(it.explanation()).isEmpty();
    }

    @Test
    void deferredDelivery_waitsWithAnExplanationAndIsSentAgain() {
        Delivery it = answered(new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY),
                Optional.of(Duration.ofMinutes(7))));
        assertThat(it.state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RETRY)));
        assertThat(it.due()).contains(new Due(Step.SEND, NOW.plus(Duration.ofMinutes(7))));
        assertThat(it.begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW).explanation()).isEmpty();
    }

    @Test
    void deferredBeyondItsLastMoment_endsWithBothReasons() {
        Delivery it = answered(new SendOutcome.Deferred(Samples.fault(FaultKind.HOLD),
                Optional.of(Duration.ofDays(1))));
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.explanation()).hasValueSatisfying(why -> {
            assertThat(why.code()).isEqualTo("expired");
            assertThat(why.text()).contains(it.order().expiresAt().toString(),
                    Samples.fault(FaultKind.HOLD).explanation());
            assertThat(why.link()).isEqualTo(Samples.fault(FaultKind.HOLD).link());
        });
        assertThat(it.unsaved()).extracting(TimelineEntry::event)
                .endsWith(Event.DEFERRED, Event.DISCARDED);
    }

    @Test
    void refusedDelivery_isDiscardedWithTheFault() {
        Delivery it = answered(new SendOutcome.Refused(Samples.fault(FaultKind.RETRY)));
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RETRY)));
        assertThat(it.due()).isEmpty();
    }

    @Test
    void answerThatIsToldTwice_countsOnce() {
        for (SendOutcome outcome : new SendOutcome[]{new SendOutcome.Accepted("SM1"),
            new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT)),
            new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)),
            new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY), Optional.empty())}) {
            Delivery once = answered(outcome);
            assertThat(once.answered(1, outcome, Samples.pace(NOW.plusSeconds(9)))).isSameAs(once);
        }
    }

    @Test
    void receiptBeforeOurOwnAnswer_counts() {
        Delivery it = begun().received(1, Samples.report("SM1", ReportedStatus.DELIVERED), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(it.reference()).contains("SM1");
        assertThat(it.answered(1, new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)), PACE).state())
                .isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void deliveredMessage_isAskedForOnlyWhereNoCallbackTellsWhetherItWasSeen() {
        var delivered = Samples.report("SM1", ReportedStatus.DELIVERED);
        assertThat(sent().received(1, delivered, PACE).isDue(Step.POLL)).isTrue();
        var callbacks = new Pace(NOW, Policies.standard(true), new Random(7));
        assertThat(sent().received(1, delivered, callbacks).due()).isEmpty();
        assertThat(sent().received(1, Samples.report("SM1", ReportedStatus.SEEN), PACE).due()).isEmpty();
    }

    @Test
    void deliveryReport_outranksAFailureReport() {
        Delivery it = sent().received(1, Samples.report("SM1", ReportedStatus.DELIVERED), PACE)
                .received(1, Samples.report("SM1", ReportedStatus.FAILED), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(it.explanation()).isEmpty();
        assertThat(it.unsaved().getLast().code()).contains("sample_recipient");
    }

    @Test
    void deliveredAfterAHundredOtherReceipts_stillCounts() {
        Delivery it = sent();
        for (int i = 0; i < 2 * Attempt.MAX_RECEIPTS; i++) {
            it = it.received(1, new Report("SM1", ReportedStatus.UNKNOWN, "word " + i,
                    Optional.empty(), Map.of()), PACE);
        }
        assertThat(it.latest().orElseThrow().receipts()).hasSize(Attempt.MAX_RECEIPTS);
        it = it.received(1, Samples.report("SM1", ReportedStatus.DELIVERED), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void unknownWord_isKeptAndMovesNothing() {
        Delivery before = sent();
        Delivery it = before.received(1, Samples.report("SM1", ReportedStatus.UNKNOWN), PACE);
        assertThat(it.state()).isEqualTo(before.state());
        assertThat(it.due()).isEqualTo(before.due());
        assertThat(it.unsaved()).hasSize(before.unsaved().size() + 1);
    }

    @Test
    void reportOnAnAttemptThatNeverBegan_isRefused() {
        for (int number : new int[]{-1, 0, 2}) {
            assertThatThrownBy(() -> sent().received(number, Samples.report("SM1", ReportedStatus.SENT), PACE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void waitingDelivery_canBeReroutedAndOneUnderWayCannot() {
        Lane other = Samples.lane();
        assertThat(Samples.queued().rerouted(other, NOW).lane()).contains(other);
        assertThatThrownBy(() -> begun().rerouted(other, NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sent().rerouted(other, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsUnderWayOrHasEnded_isNotDiscarded() {
        Delivery ended = sent().received(1, Samples.report("SM1", ReportedStatus.SEEN), PACE);
        Delivery longSent = sent().polled(Samples.pace(NOW.plus(Duration.ofDays(4))));
        Delivery twice = Samples.queued().discarded(Explanation.providerRemoved(), NOW);
        for (Delivery it : new Delivery[]{begun(), sent(), ended, longSent, twice}) {
            assertThatThrownBy(() -> it.discarded(Explanation.providerRemoved(), NOW))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void waitingDelivery_expiresAtItsLastMoment() {
        Delivery it = Samples.queued();
        assertThat(it.expired(it.order().expiresAt().minusMillis(1))).isFalse();
        assertThat(it.expired(it.order().expiresAt())).isTrue();
        assertThat(sent().expired(it.order().expiresAt())).isFalse();
        Delivery expired = it.expiredAt(it.order().expiresAt());
        assertThat(expired.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(expired.explanation().orElseThrow().code()).isEqualTo("expired");
    }

    @Test
    void savedDelivery_isOneVersionOnAndHasNothingLeftToAppend() {
        Delivery it = sent();
        assertThat(it.saved().version()).isEqualTo(it.version() + 1);
        assertThat(it.saved().unsaved()).isEmpty();
        assertThat(it.saved().state()).isEqualTo(it.state());
    }

    @Test
    void clockThatWentBack_doesNotTakeTheDeliveryBack() {
        Delivery it = sent().received(1, Samples.report("SM1", ReportedStatus.SEEN), Samples.pace(NOW.minusSeconds(9)));
        assertThat(it.updatedAt()).isEqualTo(NOW);
        assertThat(it.unsaved().getLast().at()).isEqualTo(NOW.minusSeconds(9));
    }

    private static Delivery queuedFor(Instant at) {
        return Delivery.queued(Samples.order(), Samples.lane(), Optional.of(at));
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
