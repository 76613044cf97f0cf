package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tidings.application.Templates;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.TemplateContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Templates as callers write and read them, in the words of the channels' services. */
final class TemplateBody {

    private static final String SID = "contentSid";
    private static final String VARIABLES = "contentVariables";
    private static final String OUTSIDE = "outsideWindow";

    private TemplateBody() {}

    /** What a template says on a channel: a text, or an approved template. What is not there is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(String text, String contentSid, Map<String, String> contentVariables, Shown outsideWindow) {

        static Shown of(ChannelContent content) {
            Shown instead = content.outsideWindow().map(approved -> of(approved, null)).orElse(null);
            return switch (content.content()) {
                case TemplateContent.Text(String text) -> new Shown(text, null, null, instead);
                case TemplateContent.Approved approved -> of(approved, instead);
            };
        }

        private static Shown of(TemplateContent.Approved approved, Shown instead) {
            return new Shown(null, approved.reference(), approved.variables(), instead);
        }
    }

    /** Reads name, contents and version. A channel whose content is null is taken away. */
    static Templates.Draft draft(Fields body) {
        var contents = new LinkedHashMap<Channel, Optional<ChannelContent>>();
        Fields given = body.object("contents");
        for (String name : given.all().members().keySet()) {
            channel(given, name).ifPresent(channel -> contents.put(channel, given.isAbsent(name)
                    ? Optional.empty()
                    : content(given.object(name))));
        }
        return new Templates.Draft(body.text("name"), contents, version(body));
    }

    static Optional<Long> version(Fields body) {
        return body.number("version").map(Integer::longValue);
    }

    /** What a channel is told; empty, and noted, when it cannot be read. */
    static Optional<ChannelContent> content(Fields body) {
        Optional<TemplateContent.Approved> instead = body.isAbsent(OUTSIDE)
                ? Optional.empty()
                : approved(body.object(OUTSIDE));
        if (body.isAbsent("text") == body.isAbsent(SID)) {
            body.wrong(body.at("text"), "is required, or " + SID + " in its place, and not both");
            return Optional.empty();
        }
        if (!body.isAbsent("text") && !body.isAbsent(VARIABLES)) {
            body.wrong(body.at(VARIABLES), "goes with a " + SID + ", not with a text");
        }
        Optional<? extends TemplateContent> content = body.isAbsent(SID)
                ? body.text("text").map(TemplateContent.Text::new)
                : approved(body);
        return content.map(given -> new ChannelContent(given, instead));
    }

    private static Optional<TemplateContent.Approved> approved(Fields body) {
        if (body.isAbsent(SID)) {
            body.wrong(body.at(SID), "is required");
            return Optional.empty();
        }
        Map<String, String> variables = body.texts(VARIABLES).orElse(Map.of());
        return body.text(SID).map(reference -> new TemplateContent.Approved(reference, variables));
    }

    private static Optional<Channel> channel(Fields holder, String name) {
        try {
            return Optional.of(new Channel(name));
        } catch (IllegalArgumentException e) {
            holder.wrong(holder.at(name), "must be a channel such as whatsapp");
            return Optional.empty();
        }
    }
}
