package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that may have been sent is looked for only as long as it is known what was sent to whom. */
class ChangedSinceTest {

    private final World world = World.withCallbacks();

    /** It takes each message, never answers, and when asked tells the truth about what it is asked for. */
    @BeforeEach
    void letTheProviderBeSilent() {
        world.provider.answering(request -> new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(world.provider.requests().stream()
                .filter(request -> fits(request, (LookUp.ByEnvelope) question))
                .map(request -> Samples.report("message-" + request.key(), ReportedStatus.SENT)).toList()));
    }

    @Test
    void unchanged_isFound() {
        DeliveryId id = sent();
        world.pass(Duration.ofMinutes(8));
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void changedNumber_isNoProofThatNothingWasSent() {
        DeliveryId id = sent();
        world.stores.profiles().merge(world.app.id(),
                Map.of(Samples.ANN, JsonObject.of(Map.of("phoneNumber", "+447700900999"))), world.clock.instant());
        assertHeld(id);
    }

    @Test
    void changedSender_isNoProofThatNothingWasSent() {
        DeliveryId id = sent();
        world.instances.change(world.app, world.instance.channel(), world.instance.id(),
                Drafts.settings(Map.of(ScriptedProvider.SENDER, "ACffffffffffffffff")));
        assertHeld(id);
    }

    private DeliveryId sent() {
        DeliveryId id = world.sendToAnn();
        world.step();
        world.clock.advance(Duration.ofMillis(1));
        return id;
    }

    private void assertHeld(DeliveryId id) {
        world.pass(Duration.ofMinutes(8));
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.events(id)).endsWith(TimelineEntry.Event.HELD);
    }

    private static boolean fits(SendRequest request, LookUp.ByEnvelope asked) {
        return request.recipient().properties().equals(asked.recipient().properties())
                && request.settings().get(ScriptedProvider.SENDER)
                        .equals(asked.settings().get(ScriptedProvider.SENDER));
    }
}
