package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.application.Callbacks.Result;
import io.tidings.domain.conversation.Correspondence;
import io.tidings.domain.conversation.ServiceWindow;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.TemplateContent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from what people write. */
class InboundTest {

    private static final URI URL = URI.create("https://tidings.example.com/x");

    private final World world = World.withCallbacks();

    @Test
    void personWhoWroteStop_getsNothingUntilTheyWriteStart() {
        write("1", "stop");
        DeliveryId stopped = sent();
        assertThat(world.state(stopped)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(stopped)).isEqualTo("opted_out");
        assertThat(world.delivery(stopped).explanation().orElseThrow().text())
                .startsWith("The person replied STOP on " + Samples.NOW.toString().substring(0, 10))
                .contains("can write START");
        assertThat(world.provider.requests()).isEmpty();

        write("2", "Start");
        assertThat(world.state(sent())).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void deliveryThatWasAcceptedBeforeTheStop_isDiscardedToo() {
        DeliveryId waiting = world.sendToAnn();
        write("1", "STOP");
        world.step();
        assertThat(world.explanation(waiting)).isEqualTo("opted_out");
    }

    @Test
    void anotherMessage_decidesNothing() {
        assertThat(write("1", "please do not stop")).isEqualTo(
                new Result.Received(new CallbackAnswer("text/plain", "thanks")));
        assertThat(world.state(sent())).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void repeatedWords_neverDecideAgain() {
        write("1", "STOP");
        write("2", "START");
        assertThat(write("1", "STOP")).isInstanceOf(Result.Received.class);
        assertThat(optedOut()).as("an old STOP after a later START").isFalse();

        write("3", "STOP");
        world.clock.advance(Duration.ofDays(400));
        world.engine.tidyUp();
        write("2", "START");
        assertThat(optedOut()).as("an old START after a later STOP, even years after").isTrue();
    }

    @Test
    void startThatChangedNothing_neverDecidesLater() {
        write("1", "YES");
        write("2", "STOP");
        write("1", "YES");
        assertThat(optedOut()).isTrue();
    }

    @Test
    void forgedStop_changesNothing() {
        var wrong = world.instance.settings().with(ProviderSettings.of(Map.of(ScriptedProvider.TOKEN, "guessed")));
        assertThat(world.callbacks.ofInstance(world.instance.id(),
                ScriptedProvider.inbound(URL, wrong, "1", Samples.PHONE, "STOP"))).isEqualTo(Result.FORGED);
        assertThat(optedOut()).isFalse();
        assertThat(between()).isEqualTo(Correspondence.NONE);
    }

    @Test
    void repeatedMessage_doesNotOpenTheWindowAgain() {
        write("1", "Hello");
        assertThat(between().window(world.timing.now())).isEqualTo(ServiceWindow.OPEN);
        world.clock.advance(ServiceWindow.LENGTH);
        write("1", "Hello");
        assertThat(between().window(world.timing.now())).isEqualTo(ServiceWindow.CLOSED);
        write("2", "Hello");
        assertThat(between().window(world.timing.now())).isEqualTo(ServiceWindow.OPEN);
    }

    @Test
    void freeTextAfterTheWindowClosed_isSentAllTheSame() {
        write("1", "Hello");
        world.clock.advance(Duration.ofHours(25));
        assertThat(world.state(sent())).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void templateAfterTheWindowClosed_isSentAsItsContentForThat_andSaysSo() {
        storedReminder();
        write("1", "Hello");
        DeliveryId inside = world.send(Requests.fromTemplate("reminder", Requests.toAnn()));
        world.step();
        world.clock.advance(Duration.ofHours(25));
        DeliveryId outside = world.send(Requests.fromTemplate("reminder", Requests.toAnn()));
        world.step();

        assertThat(world.provider.requests()).extracting(request -> request.content().text())
                .containsExactly(Optional.of("See you"), Optional.empty());
        assertThat(beginning(inside)).isEqualTo("Sending begins");
        assertThat(beginning(outside)).startsWith("Sending begins: ").contains("may not be sent free text now");
    }

    /** A picture goes with a text, and not with what was approved. */
    @Test
    void pictureThatTheCallerAdds_goesWithTheTextAlsoAfterTheWindowClosed() {
        storedReminder();
        write("1", "Hello");
        world.clock.advance(Duration.ofHours(25));

        world.send(Requests.overriding(
                Map.of("scripted", Map.of("picture", "https://example.com/a.png")),
                Requests.fromTemplate("reminder", Requests.toAnn())));
        world.step();

        assertThat(world.provider.requests()).extracting(request -> request.content().text())
                .containsExactly(Optional.of("See you"));
    }

    @Test
    void operator_decidesByHandAndThePersonAfterThem() {
        var optOuts = new OptOuts(world.stores.conversations(), world.stores.transactions(), world.timing);
        Address ann = new Address(Samples.PHONE);
        optOuts.optOut(world.app, Samples.WHATSAPP, ann);
        assertThat(world.delivery(sent()).explanation().orElseThrow().text()).startsWith("An operator opted");

        write("1", "START");
        assertThat(world.state(sent())).isEqualTo(DeliveryState.SENT);

        write("2", "STOP");
        assertThat(optOuts.optOut(world.app, Samples.WHATSAPP, ann).word()).as("the person's own stands")
                .contains("STOP");
        assertThat(optOuts.lift(world.app, Samples.WHATSAPP, ann)).isPresent();
        assertThat(world.state(sent())).isEqualTo(DeliveryState.SENT);
    }

    private void storedReminder() {
        world.templates.create(world.app, "reminder", Drafts.template(new ChannelContent(
                new TemplateContent.Text("See you"), Optional.of(new TemplateContent.Approved("T7", Map.of())))));
    }

    private String beginning(DeliveryId id) {
        return world.stores.deliveries().timeline(id).stream().filter(entry -> entry.event() == Event.SENDING)
                .findFirst().orElseThrow().detail();
    }

    private Result write(String id, String text) {
        return world.callbacks.ofInstance(world.instance.id(),
                ScriptedProvider.inbound(URL, world.instance.settings(), id, Samples.PHONE, text));
    }

    private DeliveryId sent() {
        DeliveryId id = world.sendToAnn();
        world.step();
        return id;
    }

    private boolean optedOut() {
        return between().optOut().isPresent();
    }

    private Correspondence between() {
        var parties = new Parties(new Address(Samples.PHONE),
                Optional.of(new Address(world.instance.settings().require(ScriptedProvider.SENDER))));
        return world.stores.conversations().between(world.app.id(), Samples.WHATSAPP, List.of(parties)).get(parties);
    }
}
