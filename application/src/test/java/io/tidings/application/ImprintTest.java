package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that may have been sent is looked for as it was sent, whatever has changed since. */
class ImprintTest {

    private final World world = World.withCallbacks();

    /** It takes each message, never answers, and when asked tells the truth about what it is asked for. */
    @BeforeEach
    void letTheProviderBeSilent() {
        world.provider.answering(request -> new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)));
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(world.provider.requests().stream()
                .filter(request -> imprint(request).mayBe(((LookUp.ByImprint) question).imprint()))
                .map(request -> Samples.report("message-" + request.key(), ReportedStatus.SENT)).toList()));
    }

    @Test
    void changedNumber_isLookedForByTheOldOne() {
        DeliveryId id = sent();
        changeAnn("phoneNumber", "+447700900999");
        assertFound(id);
    }

    @Test
    void changedProfileThatFilledATemplate_isLookedForByTheOldText() {
        world.templates.create(world.app, "reminder", Drafts.template("Hello {{recipient.firstName}}"));
        changeAnn("firstName", "Ann");
        DeliveryId id = world.send(Requests.fromTemplate("reminder", Requests.toAnn()));
        world.step();
        changeAnn("firstName", "Anna");
        assertFound(id);
    }

    @Test
    void newSecret_changesNothing() {
        DeliveryId id = sent();
        change(ScriptedProvider.TOKEN, "scripted-token-9876543210");
        assertFound(id);
    }

    @Test
    void otherAccount_isNoProofThatNothingWasSent() {
        DeliveryId id = sent();
        change(ScriptedProvider.SENDER, "ACffffffffffffffff");
        world.pass(Duration.ofMinutes(8));
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.events(id)).endsWith(Event.HELD);
    }

    @Test
    void processThatDied_hasLeftWhatItWasAboutToSend() {
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        Imprint before = world.delivery(id).latest().orElseThrow().imprint().orElseThrow();
        changeAnn("phoneNumber", "+447700900999");

        world.pass(Duration.ofMinutes(1));

        assertThat(((LookUp.ByImprint) world.provider.questions().getFirst()).imprint()).isEqualTo(before);
        assertThat(before.person().value()).isEqualTo(Samples.PHONE);
    }

    @Test
    void whatIsKnownNotToBeSent_endsWithTheClaim_whateverDiesThen() {
        world.stores.profiles().merge(world.app.id(), Map.of(Samples.ANN, JsonObject.of(Map.of("phoneNumber", ""))),
                world.clock.instant());
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("no_phone_number");
    }

    private DeliveryId sent() {
        DeliveryId id = world.sendToAnn();
        world.step();
        return id;
    }

    private void changeAnn(String property, String value) {
        world.stores.profiles().merge(world.app.id(), Map.of(Samples.ANN, JsonObject.of(Map.of(property, value))),
                world.clock.instant());
    }

    private void change(String setting, String value) {
        world.instances.change(world.app, world.instance.channel(), world.instance.id(),
                Drafts.settings(Map.of(setting, value)));
    }

    private void assertFound(DeliveryId id) {
        world.pass(Duration.ofMinutes(8));
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    private Imprint imprint(SendRequest request) {
        return ((Prepared.Message) world.provider.prepare(request)).imprint().orElseThrow();
    }
}
