package io.tidings.application;

import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a recipient is told: what the caller wrote, or a template filled in at the moment of sending. */
final class Composer {

    private static final String DATA = "data";
    private static final String RECIPIENT = "recipient";

    /** What templates may name. */
    static final Set<String> NAMES = Set.of(DATA, RECIPIENT);

    private final StrictHandlebars handlebars = new StrictHandlebars();

    /** A template's content, filled in. */
    sealed interface Rendered {

        record Text(String text) implements Rendered {}

        record Approved(ApprovedContent content) implements Rendered {}

        /** It cannot be sent, because these variables are missing. */
        record Lacking(List<String> missing) implements Rendered {}
    }

    /** What can be said to a recipient. */
    sealed interface Composed {

        /** @param outsideWindow whether it is what a template has for those to whom free text may not be sent now */
        record Ready(Content content, boolean outsideWindow) implements Composed {}

        /** Nothing can; the fault is the content's. */
        record Lacking(ProviderFault fault) implements Composed {}
    }

    /**
     * What a delivery whose recipient and provider are known says.
     *
     * @param windowKnownClosed whether it is known that the recipient may not be sent free text now
     */
    Composed compose(Envelope envelope, boolean windowKnownClosed) {
        Optional<ChannelContent> ofTemplate = ofTemplate(envelope);
        if (ofTemplate.isEmpty()) {
            return new Composed.Ready(envelope.notification().content(), false);
        }
        Template template = envelope.notification().template().orElseThrow();
        TemplateContent chosen = chosen(ofTemplate.get(), windowKnownClosed, envelope);
        if (isReplaced(chosen, envelope)) {
            return new Composed.Ready(envelope.notification().content().withoutWords(), false);
        }
        if (chosen instanceof TemplateContent.Approved
                && envelope.provider().flatMap(ChannelProvider::templateReference).isEmpty()) {
            return new Composed.Lacking(ExplanationCode.TEMPLATE_NOT_SUPPORTED.fault(FaultKind.CONTENT, "The template "
                    + template.identifier() + " is one of approved content, which this provider does not send. Give"
                    + " the template a text for this channel."));
        }
        return switch (render(chosen, envelope.notification().data(), recipient(envelope.recipient().orElseThrow()))) {
            case Rendered.Text(String text) ->
                new Composed.Ready(envelope.notification().content().saying(text), false);
            case Rendered.Approved(ApprovedContent content) -> new Composed.Ready(
                    envelope.notification().content().by(content), !chosen.equals(ofTemplate.get().at(false)));
            case Rendered.Lacking(List<String> missing) -> new Composed.Lacking(ExplanationCode.MISSING_VARIABLES.fault(
                    FaultKind.CONTENT, "The template " + template.identifier() + " was not sent, because it lacks "
                            + String.join(", ", missing) + ". Give each of them a value in the notification's data or"
                            + " in the recipient's profile, or let the template do without (an {{#if}} around it)."));
        };
    }

    /** @param recipient as {@link #recipient} makes it */
    Rendered render(TemplateContent content, JsonObject data, JsonObject recipient) {
        Map<String, JsonObject> values = Map.of(DATA, data, RECIPIENT, recipient);
        return switch (content) {
            case TemplateContent.Text(String text) -> {
                StrictHandlebars.Filled filled = handlebars.fill(text, values);
                List<String> missing = missing("the text", filled);
                yield missing.isEmpty() ? new Rendered.Text(filled.text()) : new Rendered.Lacking(missing);
            }
            case TemplateContent.Approved(String reference, Map<String, String> variables) -> {
                var filled = new LinkedHashMap<String, String>();
                var missing = new ArrayList<String>();
                variables.forEach((name, text) -> {
                    StrictHandlebars.Filled variable = handlebars.fill(text, values);
                    filled.put(name, variable.text());
                    missing.addAll(missing("the variable " + name, variable));
                });
                yield missing.isEmpty()
                        ? new Rendered.Approved(new ApprovedContent(reference, filled))
                        : new Rendered.Lacking(missing.stream().distinct().toList());
            }
        };
    }

    /** What templates know of a person: the profile, and the identifier as the app knows them by. */
    static JsonObject recipient(UserProfile profile) {
        return recipient(profile.user(), profile.properties());
    }

    static JsonObject recipient(UserId user, JsonObject properties) {
        return properties.with(JsonObject.of(Map.of("identifier", user.value())));
    }

    /** A text that is blank as a whole says nothing, even where all that it names is there. */
    private static List<String> missing(String what, StrictHandlebars.Filled filled) {
        return filled.missing().isEmpty() && filled.text().isBlank()
                ? List.of(what + " (it is blank)")
                : filled.missing();
    }

    /** What cannot go with what the caller overrides (a picture) leaves the words to the text, which can. */
    private static TemplateContent chosen(ChannelContent content, boolean windowKnownClosed, Envelope envelope) {
        TemplateContent chosen = content.at(windowKnownClosed);
        return isReplaced(chosen, envelope) ? content.at(false) : chosen;
    }

    /** What the caller overrides goes before the template, so that it does not matter what that lacks. */
    private static boolean isReplaced(TemplateContent content, Envelope envelope) {
        JsonObject overrides = envelope.override().body();
        return envelope.provider().filter(provider -> switch (content) {
            case TemplateContent.Text text -> provider.replacesText(overrides);
            case TemplateContent.Approved approved -> provider.replacesContent(overrides);
        }).isPresent();
    }

    private static Optional<ChannelContent> ofTemplate(Envelope envelope) {
        return envelope.notification().template()
                .map(template -> template.contents().get(envelope.delivery().order().channel()));
    }
}
