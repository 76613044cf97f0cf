package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.application.Intake.Accepted;
import io.tidings.application.Templates.Draft;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateContent;
import io.tidings.domain.testing.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Notifications that name a template. */
class TemplatedTest {

    private static final Map<String, ?> MONDAY = Map.of("day", "Monday");

    private final World world = World.withoutCallbacks();

    @Test
    void templatesText_isFilledInForEachRecipient() {
        Template template = stored("reminder", "Hello {{recipient.identifier}}, see you {{data.day}}.");

        world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));
        world.send(Requests.about(MONDAY, Requests.fromTemplate(template.id().toString(), Requests.toAnn())));
        world.send(Requests.about(MONDAY, Requests.inRun("reminder", "monday", Requests.toAnn())));
        world.settle();

        assertThat(world.provider.requests()).hasSize(3).allSatisfy(request -> assertThat(request.content().message())
                .contains("Hello ann@example.com, see you Monday."));
    }

    @Test
    void approvedTemplate_isHandedOverWithItsVariablesFilledIn() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("2", "{{data.day}}");
        variables.put("1", "{{recipient.identifier}}");
        stored("reminder", new ChannelContent(new TemplateContent.Approved("T7", variables), Optional.empty()));

        DeliveryId id = world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        Content said = world.provider.requests().getFirst().content();
        assertThat(said.approved()).contains(new ApprovedContent("T7", Map.of("1", "ann@example.com", "2", "Monday")));
        assertThat(said.text()).isEmpty();
    }

    @Test
    void missingVariables_discardTheDeliveryAndAreNamed() {
        stored("reminder", "{{recipient.firstName}} {{data.day}} {{data.hour}}");

        DeliveryId id = world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("missing_variables");
        assertThat(world.delivery(id).explanation().orElseThrow().text())
                .contains("reminder", "recipient.firstName, data.hour").doesNotContain("data.day,");
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void blankVariableOfAnApprovedTemplate_isNeverSent() {
        stored("reminder", new ChannelContent(
                new TemplateContent.Approved("T7", Map.of("1", "{{#if data.hour}}{{data.hour}}{{/if}}")),
                Optional.empty()));

        DeliveryId id = world.send(Requests.fromTemplate("reminder", Requests.toAnn()));
        world.settle();

        assertThat(world.delivery(id).explanation().orElseThrow().text()).contains("the variable 1");
        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void changeAndRemovalOfATemplate_changeNothingThatWasAccepted() {
        Template template = stored("reminder", "Before: {{data.day}}");
        world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));

        world.templates.replaceContent(template, Samples.WHATSAPP, text("After: {{data.absent}}"), Optional.empty());
        world.templates.remove(template);
        world.settle();

        assertThat(world.provider.requests().getFirst().content().message()).contains("Before: Monday");
    }

    @Test
    void profileOfTheMomentOfSending_fillsTheTemplateIn() {
        stored("reminder", "Hello {{recipient.firstName}}");
        world.send(Requests.fromTemplate("reminder", Requests.toAnn()));

        world.stores.profiles().merge(world.app.id(), Map.of(Samples.ANN, JsonObject.of(Map.of("firstName", "Ann"))),
                Samples.NOW);
        world.settle();

        assertThat(world.provider.requests().getFirst().content().message()).contains("Hello Ann");
    }

    @Test
    void repeatedRequest_isAnsweredAsBefore_althoughItsTemplateIsGone() {
        Template template = stored("reminder", "Hello");
        var request = Requests.named("key", "0".repeat(64), Requests.fromTemplate("reminder", Requests.toAnn()));
        Accepted first = world.intake.accept(world.app, request);
        world.templates.remove(template);

        assertThat(world.intake.accept(world.app, request)).isEqualTo(new Accepted(first.notification(), true));
        assertThatThrownBy(() -> world.accept(Requests.fromTemplate("reminder", Requests.toAnn())))
                .isInstanceOf(Problem.Unprocessable.class).hasMessageContaining("reminder");
    }

    @Test
    void anotherAppsTemplate_doesNotExist() {
        var other = Samples.app();
        world.stores.apps().add(other);
        Template template = Samples.template(other.id(), "reminder");
        world.stores.templates().add(template);

        for (String name : new String[]{"reminder", template.id().toString()}) {
            assertThatThrownBy(() -> world.accept(Requests.fromTemplate(name, Requests.toAnn())))
                    .isInstanceOf(Problem.Unprocessable.class);
            assertThatThrownBy(() -> world.templates.get(world.app, name)).isInstanceOf(Problem.NotFound.class);
        }
    }

    @Test
    void channels_areThoseOfTheTemplateUnlessTheRequestNamesThem() {
        stored("reminder", "Hello");
        var sms = new Channel("sms");
        world.stores.templates().add(new Template(Samples.template(world.app.id(), "x").id(), world.app.id(),
                Samples.template(world.app.id(), "texted").identifier(), "Texted",
                Map.of(sms, text("Hello")), 0, Samples.NOW, Samples.NOW));

        DeliveryId unserved = world.send(Requests.fromTemplate("texted", Requests.toAnn()));
        DeliveryId own = world.send(Requests.overriding(Map.of("channels", List.of("whatsapp")),
                Requests.fromTemplate("texted", Requests.toAnn())));
        world.settle();

        assertThat(world.delivery(unserved).order().channel()).isEqualTo(sms);
        assertThat(world.explanation(unserved)).isEqualTo("no_provider");
        assertThat(world.state(own)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests().getFirst().content()).isEqualTo(Requests.CONTENT);
    }

    /** The override goes before the template, so that nobody misses what the template lacks. */
    @Test
    void templateThatTheCallerOverrides_mayLackVariables() {
        stored("reminder", "Hello {{data.absent}}");
        stored("approved", new ChannelContent(new TemplateContent.Approved("T7", Map.of("1", "{{data.absent}}")),
                Optional.empty()));

        for (String template : List.of("reminder", "approved")) {
            DeliveryId id = world.send(Requests.overriding(Map.of("scripted", Map.of("text", "Instead")),
                    Requests.fromTemplate(template, Requests.toAnn())));
            world.settle();
            assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        }
        assertThat(world.provider.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.content().text()).isEmpty();
            assertThat(request.content().approved()).isEmpty();
        });
    }

    @Test
    void contentForOutsideTheWindow_isChosenWhenItIsKnownToBeClosed() {
        var instead = new TemplateContent.Approved("T7", Map.of());
        var content = new ChannelContent(new TemplateContent.Text("Hello"), Optional.of(instead));

        assertThat(content.at(false)).isEqualTo(content.content());
        assertThat(content.at(true)).isEqualTo(instead);
        assertThat(text("Hello").at(true)).isEqualTo(new TemplateContent.Text("Hello"));
    }

    @Test
    void freeTextThatIsNotTaken_isSentAgainOnceAsTheContentForOutsideTheWindow() {
        stored("reminder", new ChannelContent(new TemplateContent.Text("See you {{data.day}}"),
                Optional.of(new TemplateContent.Approved("T7", Map.of("1", "{{data.day}}")))));
        var closed = new SendOutcome.Refused(Samples.fault(FaultKind.WINDOW_CLOSED));
        world.provider.then(closed, new SendOutcome.Accepted("SM2"), closed, closed);

        DeliveryId id = world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));
        world.settle();
        DeliveryId never = world.send(Requests.about(MONDAY, Requests.fromTemplate("reminder", Requests.toAnn())));
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.state(never)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.provider.requests()).hasSize(4)
                .extracting(request -> request.content().approved().map(ApprovedContent::variables))
                .containsExactly(Optional.empty(), Optional.of(Map.of("1", "Monday")), Optional.empty(),
                        Optional.of(Map.of("1", "Monday")));
    }

    @Test
    void freeTextThatTheCallerOverrides_isNotSentAgain() {
        stored("reminder", new ChannelContent(new TemplateContent.Text("Hello"),
                Optional.of(new TemplateContent.Approved("T7", Map.of()))));
        world.provider.answering(request -> new SendOutcome.Refused(Samples.fault(FaultKind.WINDOW_CLOSED)));

        DeliveryId id = world.send(Requests.overriding(Map.of("scripted", Map.of("text", "Instead")),
                Requests.fromTemplate("reminder", Requests.toAnn())));
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.provider.requests()).hasSize(1);
    }

    private Template stored(String identifier, String text) {
        return stored(identifier, text(text));
    }

    private Template stored(String identifier, ChannelContent content) {
        return world.templates.create(world.app, identifier, Drafts.template(content));
    }

    private static ChannelContent text(String text) {
        return new ChannelContent(new TemplateContent.Text(text), Optional.empty());
    }
}
