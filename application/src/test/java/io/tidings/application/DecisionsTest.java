package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What people decide about deliveries that went wrong, and about those of long ago. */
class DecisionsTest {

    private final World world = World.withoutCallbacks();

    @Test
    void heldDelivery_isSentAgainAsItself() {
        DeliveryId id = held();

        assertThat(world.decisions.resend(world.app, id)).isEqualTo(id);
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.events(id)).contains(Event.DECIDED);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void heldDeliveryPastItsLastMoment_isSentAgainByASuccessor() {
        DeliveryId id = held();
        world.clock.advance(Duration.ofDays(2));

        DeliveryId successor = world.decisions.resend(world.app, id);
        world.settle();

        assertThat(world.explanation(id)).isEqualTo("closed");
        assertThat(world.delivery(successor).order().resendOf()).contains(id);
        assertThat(world.state(successor)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void discardedDelivery_staysAndGetsASuccessor() {
        DeliveryId id = world.sendToAnn();
        world.decisions.discard(world.app, id);

        DeliveryId successor = world.decisions.resend(world.app, id);
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.state(successor)).isEqualTo(DeliveryState.SENT);
        assertThat(world.delivery(successor).order().notification())
                .isEqualTo(world.delivery(id).order().notification());
        assertThat(world.delivery(successor).order().resendOf()).contains(id);
    }

    @Test
    void discardedDelivery_isSentAgainOnce() {
        DeliveryId id = world.send(Requests.to(new UserId("nobody")));
        world.step();
        DeliveryId successor = world.decisions.resend(world.app, id);

        assertConflict(() -> world.decisions.resend(world.app, id));
        assertThat(world.stores.deliveries().timeline(id).getLast().detail()).contains(successor.toString());
        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
    }

    @Test
    void whatWaitsOrWasSent_isNotSentAgain() {
        DeliveryId id = world.sendToAnn();
        assertConflict(() -> world.decisions.resend(world.app, id));
        world.settle();

        assertConflict(() -> world.decisions.resend(world.app, id));
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void waitingAndHeldDeliveries_canBeDiscarded() {
        DeliveryId held = held();
        DeliveryId waiting = sendLater();

        world.decisions.discard(world.app, held);
        world.decisions.discard(world.app, waiting);
        world.settle();

        assertThat(world.explanation(held)).isEqualTo("closed");
        assertThat(world.explanation(waiting)).isEqualTo("closed");
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void whatWasSentOrHasEnded_isNotDiscarded() {
        DeliveryId sent = world.sendToAnn();
        world.settle();
        assertConflict(() -> world.decisions.discard(world.app, sent));
        DeliveryId ended = sendLater();
        world.decisions.discard(world.app, ended);

        assertConflict(() -> world.decisions.discard(world.app, ended));
    }

    private DeliveryId sendLater() {
        return world.send(Requests.sentAt(world.clock.instant().plus(Duration.ofHours(1)), Requests.toAnn()));
    }

    @Test
    void deliveryOfAnotherApp_isNotFound() {
        DeliveryId id = world.sendToAnn();

        assertThatThrownBy(() -> world.decisions.discard(Samples.app(), id)).isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> world.decisions.resend(Samples.app(), id)).isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void messageWithoutReceipts_isStaleAfterThreeDays() {
        DeliveryId id = world.sendToAnn();
        world.pass(Duration.ofHours(70));
        assertThat(world.delivery(id).stale()).isFalse();

        world.pass(Duration.ofHours(3));

        assertThat(world.delivery(id).stale()).isTrue();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.explanation(id)).isEqualTo("no_receipt");
    }

    @Test
    void retention_removesWhatEndedLongAgoAndKeepsTheRest() {
        DeliveryId old = world.sendToAnn();
        world.decisions.discard(world.app, old);
        world.clock.advance(Duration.ofDays(90));
        DeliveryId young = world.sendToAnn();
        world.decisions.discard(world.app, young);
        DeliveryId waiting = world.send(Requests.sentAt(world.clock.instant().plus(Duration.ofDays(200)),
                Requests.toAnn()));
        world.engine.tidyUp();
        assertThat(world.stores.deliveries().find(old)).isPresent();

        world.clock.advance(Duration.ofMillis(1));
        world.engine.tidyUp();
        assertThat(world.stores.deliveries().find(old)).isEmpty();
        assertThat(world.stores.deliveries().find(young)).isPresent();
        world.clock.advance(Duration.ofDays(91));
        world.engine.tidyUp();

        assertThat(world.stores.deliveries().find(young)).isEmpty();
        assertThat(world.stores.deliveries().find(waiting)).isPresent();
    }

    @Test
    void retention_goesOnBatchAfterBatchUntilNothingIsLeft() {
        int many = 3 * Retention.BATCH + 1;
        var ended = new ArrayList<DeliveryId>();
        for (int i = 0; i < many; i++) {
            DeliveryId id = world.sendToAnn();
            world.decisions.discard(world.app, id);
            world.stores.deliveries().park(new ParkedReport(world.app.id(), ScriptedProvider.ID,
                    Samples.report("unknown-" + i, ReportedStatus.SENT), world.clock.instant()));
            ended.add(id);
        }
        world.clock.advance(Duration.ofDays(91));

        int batches = 1;
        for (int left = many; world.engine.tidyUp(); batches++) {
            long now = ended.stream().filter(id -> world.stores.deliveries().find(id).isPresent()).count();
            assertThat(now).as("a batch is bounded").isEqualTo(left -= Retention.BATCH);
        }

        assertThat(batches).isEqualTo(4);
        assertThat(ended).noneMatch(id -> world.stores.deliveries().find(id).isPresent());
        assertThat(world.stores.deliveries().forgetParked(world.clock.instant(), many)).isZero();
    }

    private DeliveryId held() {
        world.provider.answeringLookUps(question -> new LookUpOutcome.Refused(Samples.fault(FaultKind.SETTINGS)));
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.delivery(id).held()).isTrue();
        return id;
    }

    private static void assertConflict(Runnable decision) {
        assertThatThrownBy(decision::run).isInstanceOf(Problem.Conflict.class);
    }
}
