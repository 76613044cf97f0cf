package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of sends whose outcome nobody knows. */
class EvidenceTest {

    /** Two leases, until which a message may still be made, and the evidence window. */
    private static final Duration WINDOW = Duration.ofMinutes(2).plus(Duration.ofMinutes(5));

    private final World world = World.withCallbacks();
    private final Doubts doubts = new Doubts(world);

    @Test
    void crashedSend_isAskedAboutWhenItsLeaseEnds() {
        DeliveryId id = doubts.crashed();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        world.pass(Duration.ofSeconds(59));
        assertThat(world.provider.questions()).isEmpty();

        world.pass(Duration.ofSeconds(1));

        assertThat(world.provider.questions()).hasSize(1);
        assertThat(world.events(id)).endsWith(Event.UNCERTAIN, Event.ASKED);
    }

    @Test
    void noMessage_isSentAgainOnlyWhenTheEvidenceWindowHasClosed() {
        DeliveryId id = doubts.crashed();

        world.pass(WINDOW.minusMillis(1));
        assertThat(world.provider.requests()).isEmpty();
        world.pass(Duration.ofMillis(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests()).extracting(request -> request.key()).containsExactly(id + "-2");
        assertThat(world.events(id)).contains(Event.ABSENT);
    }

    @Test
    void messageMadeLateAndListedLate_isFoundAndNotSentAgain() {
        Instant listedAt = world.clock.instant().plus(Duration.ofSeconds(118)).plus(Duration.ofMinutes(5));
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(world.clock.instant().isBefore(listedAt)
                ? List.of()
                : List.of(Samples.report("late-1", ReportedStatus.SENT))));
        DeliveryId id = doubts.crashed();

        world.pass(Duration.ofHours(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.delivery(id).reference()).hasValue("late-1");
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void answerToAQuestionFromBeforeTheWindowClosed_provesNoAbsence() {
        DeliveryId id = doubts.crashed();
        world.pass(WINDOW.minusSeconds(46));
        world.provider.answeringLookUps(question -> {
            world.clock.advance(Duration.ofSeconds(55));
            return new LookUpOutcome.Found(List.of());
        });

        world.clock.moveTo(world.nextDue().orElseThrow());
        world.step();

        assertThat(world.clock.instant()).isAfter(world.delivery(id).order().createdAt().plus(WINDOW));
        assertThat(world.events(id)).endsWith(Event.ASKED).doesNotContain(Event.ABSENT);
    }

    @Test
    void refusedLookUp_leavesCallbacksTheEvidenceWindow() {
        world.provider.answeringLookUps(question -> new LookUpOutcome.Refused(Samples.fault(FaultKind.SETTINGS)));
        DeliveryId id = doubts.crashed();
        world.pass(WINDOW.minusMillis(1));
        assertThat(world.events(id)).doesNotContain(Event.HELD);

        world.pass(Duration.ofMillis(1));

        doubts.assertHeld(id);
    }

    @Test
    void refusedLookUpWithoutCallbacks_isLeftToAPersonAtOnce() {
        World silent = World.withoutCallbacks();
        silent.provider.answeringLookUps(question -> new LookUpOutcome.Refused(Samples.fault(FaultKind.SETTINGS)));
        DeliveryId id = silent.sendToAnn();
        silent.stepAndCrash();

        silent.pass(Duration.ofMinutes(1));

        assertThat(silent.explanation(id)).isEqualTo("outcome_unknown");
    }

    @Test
    void unansweredLookUp_isRepeatedUntilItIsAnswered() {
        world.provider.answeringLookUps(question -> new LookUpOutcome.Unanswered(Samples.fault(FaultKind.RETRY)));
        DeliveryId id = doubts.crashed();
        world.pass(Duration.ofHours(2));
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        assertThat(world.provider.requests()).isEmpty();

        doubts.knows(Samples.report("found-1", ReportedStatus.SENT));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void lookUpThatIsNeverAnswered_isLeftToAPersonWhenTheBudgetIsUsedUp() {
        world.provider.answeringLookUps(question -> new LookUpOutcome.Unanswered(Samples.fault(FaultKind.RETRY)));
        DeliveryId id = doubts.crashed();

        world.pass(Duration.ofHours(25));

        doubts.assertHeld(id);
    }

    @Test
    void callbackThatNamesTheAttempt_makesAskingNeedless() {
        DeliveryId id = doubts.crashed();
        world.report(id, 1, "called-1", ReportedStatus.SENT);

        world.pass(Duration.ofMinutes(10));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.questions()).isEmpty();
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void providerThatLacksAClass_isUncertain() {
        world.provider.answering(request -> {
            throw new NoClassDefFoundError("of the test");
        });
        DeliveryId id = world.sendToAnn();

        world.step();

        assertThat(world.explanation(id)).isEqualTo("provider_error");
    }

    @Test
    void providerThatThrows_isUncertainAndAskedAgain() {
        world.provider.answering(request -> {
            throw new IllegalStateException("a bug");
        }).answeringLookUps(question -> {
            throw new StackOverflowError("another bug");
        });
        DeliveryId id = world.sendToAnn();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.explanation(id)).isEqualTo("provider_error");
        assertThat(world.events(id)).contains(Event.ASKED);

        doubts.knows(Samples.report("found-1", ReportedStatus.SENT));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void providerThatAnswersNothing_isUncertain() {
        world.provider.answering(request -> null);
        DeliveryId id = world.sendToAnn();

        world.step();

        assertThat(world.explanation(id)).isEqualTo("provider_error");
    }

    @Test
    void uncertainAnswer_isAskedAboutWithinSeconds() {
        world.provider.then(new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        DeliveryId id = world.sendToAnn();
        world.pass(Duration.ofSeconds(6));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        assertThat(world.explanation(id)).isEqualTo("sample_retry");
        assertThat(world.provider.questions()).hasSize(1);
    }

    @Test
    void removedInstance_leavesNobodyToAsk() {
        DeliveryId id = doubts.crashed();
        world.stores.providerInstances().remove(world.instance.id());

        world.pass(Duration.ofMinutes(1));

        doubts.assertHeld(id);
    }
}
