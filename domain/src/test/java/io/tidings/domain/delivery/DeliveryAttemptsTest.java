package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Several attempts of one delivery: each is judged by its own evidence, and no message is sent beside one that is on
 * its way.
 */
final class DeliveryAttemptsTest {

    private static final Instant NOW = Samples.NOW;
    private static final Pace PACE = Samples.pace(NOW);
    private static final SendOutcome CLOSED = new SendOutcome.Refused(Samples.fault(FaultKind.WINDOW_CLOSED));
    private static final SendOutcome DEFERRED = new SendOutcome.Deferred(Samples.fault(FaultKind.HOLD),
            Optional.empty());

    @Test
    void absentMessage_isSentAgain() {
        Delivery it = absent();
        assertThat(it.state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(it.due()).contains(new Due(Step.SEND, NOW));
        Delivery second = begun(it);
        assertThat(second.attempts()).hasSize(2);
        assertThat(second.unsaved().getLast().detail()).endsWith("attempt 2");
    }

    @Test
    void passingFailure_isSentAgainWithoutLoweringTheState() {
        Delivery it = failed(FaultKind.RETRY);
        assertThat(it.state()).isEqualTo(DeliveryState.SENT);
        assertThat(it.isDue(Step.SEND)).isTrue();
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RETRY)));
        assertThat(begun(it).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void lastingFailure_discards() {
        for (FaultKind kind : new FaultKind[]{FaultKind.RECIPIENT, FaultKind.CONTENT, FaultKind.WINDOW_CLOSED,
            FaultKind.SETTINGS, FaultKind.UNKNOWN}) {
            Delivery it = failed(kind);
            assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
            assertThat(it.explanation()).contains(Explanation.of(Samples.fault(kind)));
            assertThat(it.due()).isEmpty();
        }
    }

    @Test
    void closedWindow_hasTheReserveSentOnce_howeverItBecomesKnown() {
        Report closed = Samples.failure("SM1", FaultKind.WINDOW_CLOSED);
        Delivery accepted = accepted(begun(Samples.queuedWithReserve()), 1);
        Delivery refused = begun(Samples.queuedWithReserve()).answered(1, CLOSED, PACE);
        for (Delivery it : List.of(accepted.received(1, closed, PACE), refused)) {
            assertThat(it.due()).contains(new Due(Step.SEND, NOW));
            assertThat(it.state()).isLessThan(DeliveryState.DISCARDED);
            assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.WINDOW_CLOSED)));
            assertThat(it.unsaved().getLast().detail()).contains("sent again at once");
            assertThat(it.unsaved().getLast().event()).isNotEqualTo(TimelineEntry.Event.DISCARDED);

            Delivery again = begun(it).answered(2, CLOSED, PACE);
            assertThat(again.state()).isEqualTo(DeliveryState.DISCARDED);
            assertThat(again.due()).isEmpty();
            assertThat(again.unsaved().getLast().detail()).doesNotContain("sent again");
        }
        Pace late = Samples.pace(NOW.plus(Duration.ofDays(2)));
        assertThat(accepted.received(1, closed, late).state()).isEqualTo(DeliveryState.DISCARDED);
    }

    @Test
    void passingFailureAfterTheLastMoment_discards() {
        Delivery it = accepted(begun(Samples.queued()), 1).received(1, Samples.failure("SM1", FaultKind.RETRY),
                Samples.pace(NOW.plus(Duration.ofDays(2))));
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RETRY)));
    }

    @Test
    void secondAttemptThatFails_discardsWithItsOwnReason() {
        Delivery it = accepted(begun(failed(FaultKind.RETRY)), 2)
                .received(2, Samples.failure("SM2", FaultKind.RECIPIENT), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(it.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RECIPIENT)));
        assertThat(it.reference()).contains("SM2");
    }

    @Test
    void lateProofOfTheFirstAttempt_countsWhileTheSecondIsUnderWay() {
        Delivery it = begun(absent()).received(1, Samples.report("SM1", ReportedStatus.DELIVERED), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(it.isDue(Step.SEND)).isFalse();
        assertThat(it.answered(2, DEFERRED, PACE).isDue(Step.SEND)).isFalse();
        assertThat(accepted(it, 2).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void lateYesToTheFirstAttempt_cancelsTheSecond() {
        Delivery late = accepted(absent(), 1);
        assertThat(late.state()).isEqualTo(DeliveryState.SENT);
        assertThat(late.isDue(Step.POLL)).isTrue();
    }

    @Test
    void lateYesToTheFirstAttempt_cancelsTheRepetitionOfADeferredSecond() {
        Delivery deferred = begun(absent()).answered(2, DEFERRED, PACE);
        assertThat(deferred.isDue(Step.SEND)).isTrue();
        Delivery it = deferred.received(1, Samples.report("SM1", ReportedStatus.SENT), PACE);
        assertThat(it.state()).isEqualTo(DeliveryState.SENT);
        assertThat(it.isDue(Step.POLL)).isTrue();
        assertThat(it.explanation()).isEmpty();
    }

    @Test
    void secondAttemptThatComesToNothing_isNotRepeatedWhileTheFirstIsOnItsWay() {
        Delivery bothUnderWay = begun(absent()).received(1, Samples.report("SM1", ReportedStatus.SENT), PACE);
        for (Delivery it : new Delivery[]{bothUnderWay.answered(2, DEFERRED, PACE),
            bothUnderWay.interrupted(PACE).absent(PACE)}) {
            assertThat(it.state()).isEqualTo(DeliveryState.SENT);
            assertThat(it.isDue(Step.POLL)).isTrue();
        }
    }

    @Test
    void firstAttemptThatFailsAfterAll_decidesWhereTheSecondCameToNothing() {
        Delivery it = begun(absent()).answered(2, DEFERRED, PACE)
                .received(1, Samples.report("SM1", ReportedStatus.SENT), PACE);
        Delivery again = it.received(1, Samples.failure("SM1", FaultKind.RETRY), PACE);
        assertThat(again.isDue(Step.SEND)).isTrue();
        Delivery over = it.received(1, Samples.failure("SM1", FaultKind.RECIPIENT), PACE);
        assertThat(over.state()).isEqualTo(DeliveryState.DISCARDED);
        assertThat(over.explanation()).contains(Explanation.of(Samples.fault(FaultKind.RECIPIENT)));
        assertThat(over.received(2, Samples.report("SM2", ReportedStatus.SENT), PACE).state())
                .isEqualTo(DeliveryState.DISCARDED);
    }

    @Test
    void secondAttemptThatComesToNothing_isNotRepeatedWhereTheFirstHasFailedForGood() {
        Explanation why = Explanation.of(Samples.fault(FaultKind.RECIPIENT));
        Delivery failed = begun(absent()).received(1, Samples.failure("SM1", FaultKind.RECIPIENT), PACE);
        for (Delivery it : List.of(failed.answered(2, DEFERRED, PACE), failed.interrupted(PACE).absent(PACE))) {
            assertThat(it.state()).isEqualTo(DeliveryState.DISCARDED);
            assertThat(it.explanation()).contains(why);
            assertThat(it.unsaved().getLast().event()).isEqualTo(TimelineEntry.Event.DISCARDED);
        }
    }

    @Test
    void everyAttempt_keepsItsOwnReceipts() {
        Delivery it = accepted(begun(failed(FaultKind.RETRY)), 2)
                .received(2, Samples.report("SM2", ReportedStatus.SEEN), PACE);
        assertThat(it.attempt(1).orElseThrow().receipts()).extracting(Receipt::status)
                .containsExactly(ReportedStatus.FAILED);
        assertThat(it.attempt(2).orElseThrow().receipts()).extracting(Receipt::status)
                .containsExactly(ReportedStatus.SEEN);
        assertThat(it.attempt(3)).isEmpty();
        assertThat(it.attempt(0)).isEmpty();
    }

    private static Delivery begun(Delivery delivery) {
        return delivery.begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW);
    }

    private static Delivery accepted(Delivery delivery, int number) {
        return delivery.answered(number, new SendOutcome.Accepted("SM" + number), PACE);
    }

    private static Delivery absent() {
        return begun(Samples.queued()).interrupted(PACE).absent(PACE);
    }

    private static Delivery failed(FaultKind kind) {
        return accepted(begun(Samples.queued()), 1).received(1, Samples.failure("SM1", kind), PACE);
    }
}
