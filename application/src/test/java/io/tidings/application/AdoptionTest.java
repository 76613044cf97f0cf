package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which message at the provider is the one that an uncertain send made. */
class AdoptionTest {

    /** Two leases, until which a message may still be made, and the evidence window. */
    private static final Duration WINDOW = Duration.ofMinutes(2).plus(Duration.ofMinutes(5));

    private final World world = World.withCallbacks();
    private final Doubts doubts = new Doubts(world);

    @Test
    void callbackInAnUnknownWord_provesThatThereIsAMessage() {
        DeliveryId id = doubts.crashed();
        world.report(id, 1, "called-1", ReportedStatus.UNKNOWN);

        world.pass(Duration.ofDays(2));

        doubts.assertHeld(id);
    }

    @Test
    void messageOfAnotherDelivery_isNotAdopted() {
        world.sendToAnn();
        world.step();
        doubts.knows(Samples.report("scripted-1", ReportedStatus.SENT));
        DeliveryId id = doubts.crashed();

        world.pass(WINDOW);

        assertThat(world.delivery(id).reference()).hasValue("scripted-2");
    }

    @Test
    void messageOfAnEarlierAttempt_isNotAdoptedByALaterOne() {
        DeliveryId id = world.sendToAnn();
        world.step();
        Report failed = Samples.failure("scripted-1", FaultKind.RETRY);
        world.stores.transactions().run(() -> new Receipts(world.stores.deliveries(), world.timing)
                .apply(List.of(new Receipts.Heard(world.app.id(), world.instance.provider(), Optional.empty(),
                        List.of(failed)))));
        doubts.knows(failed);
        world.clock.moveTo(world.nextDue().orElseThrow());
        world.stepAndCrash();
        assertThat(world.delivery(id).attempts()).hasSize(2);

        world.pass(WINDOW);

        assertThat(world.delivery(id).attempt(2).orElseThrow().reference()).isEmpty();
        assertThat(world.delivery(id).attempt(3).orElseThrow().reference()).hasValue("scripted-2");
    }

    @Test
    void messageThatTurnsUpWhileASecondIsDeferred_endsTheSending() {
        world.provider.then(new SendOutcome.Deferred(Samples.fault(FaultKind.RETRY), Optional.of(Duration.ofHours(1))));
        DeliveryId id = doubts.crashed();
        world.pass(WINDOW);
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
        world.report(id, 1, "late-1", ReportedStatus.SENT);

        world.pass(Duration.ofDays(2));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void question_reachesAsFarAsASendThatBeganInTheLastMomentOfItsLeaseAndAsClocksMayDiffer() {
        Delivery begun = world.delivery(doubts.crashed());
        world.pass(Duration.ofMinutes(1));

        var question = (LookUp.ByImprint) world.provider.questions().getFirst();
        assertThat(question.from()).isEqualTo(begun.updatedAt().minus(Duration.ofMinutes(1)));
        assertThat(question.until()).isEqualTo(begun.updatedAt()
                .plus(world.timing.policies().lease().multipliedBy(2)).plus(Duration.ofMinutes(1)));
    }

    @Test
    void messageThatIsFound_isAdoptedAndNeverSentTwice() {
        doubts.knows(Samples.report("found-1", ReportedStatus.DELIVERED));
        DeliveryId id = doubts.crashed();

        world.pass(Duration.ofDays(2));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.delivery(id).reference()).hasValue("found-1");
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void severalMessagesThatFit_areLeftToAPerson() {
        doubts.knows(Samples.report("one", ReportedStatus.SENT), Samples.report("two", ReportedStatus.SENT));
        DeliveryId id = doubts.crashed();

        world.pass(Duration.ofDays(2));

        doubts.assertHeld(id);
    }

    @Test
    void heldDelivery_isStillMovedByACallback() {
        doubts.knows(Samples.report("one", ReportedStatus.SENT), Samples.report("two", ReportedStatus.SENT));
        DeliveryId id = doubts.crashed();
        world.pass(Duration.ofHours(1));

        world.report(id, 1, "one", ReportedStatus.DELIVERED);

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    /** Both say the same, as two one-time codes by the same template may for all that the provider shows. */
    @Test
    void messageOfADeliveryWhoseAnswerIsOnItsWay_isNotAdoptedByAnother() {
        world.provider.then(new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        DeliveryId lost = world.sendToAnn();
        world.step();
        DeliveryId slow = world.sendToAnn();
        world.provider.answering(request -> {
            doubts.knows(Samples.report("of-the-slow-one", ReportedStatus.SENT));
            world.clock.advance(Duration.ofSeconds(6));
            world.anotherEngine().step(Runnable::run);
            return new SendOutcome.Accepted("of-the-slow-one");
        });

        world.step();

        assertThat(world.delivery(slow).reference()).hasValue("of-the-slow-one");
        assertThat(world.delivery(lost).reference()).isEmpty();
        assertThat(world.events(lost)).endsWith(Event.ASKED);
        world.provider.answering(request -> new SendOutcome.Accepted("sent-again"));
        world.pass(WINDOW);
        assertThat(world.delivery(lost).reference()).hasValue("sent-again");
    }

    @Test
    void messageThatMayBeOneOfTwoDeliveries_isLeftToAPersonForBoth() {
        world.provider.answering(request -> new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        DeliveryId one = world.sendToAnn();
        DeliveryId other = world.sendToAnn();
        world.settle();
        doubts.knows(Samples.report("whose", ReportedStatus.SENT));

        world.pass(Duration.ofHours(1));

        assertThat(world.explanation(one)).isEqualTo("outcome_unknown");
        assertThat(world.explanation(other)).isEqualTo("outcome_unknown");
        assertThat(world.provider.requests()).hasSize(2);
    }

    @Test
    void messageThatOnlyOneOfTwoDeliveriesCanHaveMade_isThatOnes() {
        world.provider.answering(request -> new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        DeliveryId one = world.sendToAnn();
        DeliveryId other = world.send(Requests.saying("Something else.", Requests.toAnn()));
        world.settle();
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(
                ((LookUp.ByImprint) question).imprint().marks().containsValue("Something else.")
                        ? List.of()
                        : List.of(Samples.report("of-one", ReportedStatus.SENT))));

        world.pass(Duration.ofMinutes(1));

        assertThat(world.delivery(one).reference()).hasValue("of-one");
        assertThat(world.delivery(other).reference()).isEmpty();
    }

    @Test
    void messageOfAnotherApp_isNotAdopted() {
        doubts.knows(Samples.report("of-another-app", ReportedStatus.SENT));
        Scene elsewhere = Scene.in(world.stores);
        elsewhere.added(elsewhere.queued()
                .begun(Samples.lease(world.clock.instant()), Optional.empty(), Optional.empty(),
                        world.clock.instant())
                .answered(1, new SendOutcome.Accepted("of-another-app"), world.timing.pace()));
        DeliveryId id = doubts.crashed();

        world.pass(WINDOW);

        assertThat(world.delivery(id).reference()).hasValue("scripted-1");
    }

    @Test
    void ownAnswerThatComesLate_isBelievedBeforeWhatWasFound() {
        doubts.knows(Samples.report("found", ReportedStatus.SENT));
        DeliveryId id = doubts.crashed();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.delivery(id).reference()).hasValue("found");

        world.stores.transactions().run(() -> world.stores.deliveries().save(List.of(world.stores.deliveries().lock(id)
                .orElseThrow().answered(1, new SendOutcome.Accepted("answered"), world.timing.pace()))));

        assertThat(world.delivery(id).reference()).hasValue("answered");
    }
}
