package io.tidings.application;

import static io.tidings.domain.delivery.TimelineEntry.Event.QUEUED;
import static io.tidings.domain.delivery.TimelineEntry.Event.RECEIPT;
import static io.tidings.domain.delivery.TimelineEntry.Event.SENDING;
import static io.tidings.domain.delivery.TimelineEntry.Event.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way of a notification when nothing goes wrong. */
class JourneyTest {

    private final World world = World.withCallbacks();

    @Test
    void accepted_isQueuedBeforeAnythingIsSent() {
        DeliveryId id = world.sendToAnn();

        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.wakes).hasValue(1);
    }

    @Test
    void wholeWay_isInTheTimelineWithTheMomentOfEachStep() {
        DeliveryId id = world.sendToAnn();
        world.clock.advance(Duration.ofSeconds(1));
        world.step();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        world.clock.advance(Duration.ofSeconds(1));
        world.report(id, 1, "scripted-1", ReportedStatus.DELIVERED);
        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
        world.clock.advance(Duration.ofSeconds(1));
        world.report(id, 1, "scripted-1", ReportedStatus.SEEN);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);

        assertThat(world.events(id)).containsExactly(QUEUED, SENDING, SENT, RECEIPT, RECEIPT);
        assertThat(world.stores.deliveries().timeline(id)).extracting(TimelineEntry::at).containsExactly(
                Samples.NOW, Samples.NOW.plusSeconds(1), Samples.NOW.plusSeconds(1), Samples.NOW.plusSeconds(2),
                Samples.NOW.plusSeconds(3));
        assertThat(world.delivery(id).due()).isEmpty();
    }

    @Test
    void provider_isToldEverythingItNeeds() {
        DeliveryId id = world.sendToAnn();
        world.step();

        SendRequest request = world.provider.requests().getFirst();
        assertThat(request.key()).isEqualTo(id + "-1");
        assertThat(request.settings()).isEqualTo(world.instance.settings());
        assertThat(request.recipient().user()).isEqualTo(Samples.ANN);
        assertThat(request.content()).isEqualTo(Requests.CONTENT);
        assertThat(request.callback()).isEqualTo(world.urls.ofAttempt(world.instance.id(), id, 1));
    }

    @Test
    void sent_isSentOnceHoweverOftenTheEngineSteps() {
        world.sendToAnn();
        world.pass(Duration.ofDays(4));

        assertThat(world.provider.requests()).hasSize(1);
    }
}
