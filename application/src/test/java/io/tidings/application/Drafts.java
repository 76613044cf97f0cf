package io.tidings.application;

import io.tidings.application.ProviderInstances.Draft;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.TemplateContent;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.util.Map;
import java.util.Optional;

/** What operators enter. */
final class Drafts {

    private Drafts() {}

    /** A new instance of the scripted provider with settings that are right. */
    static Draft complete() {
        return new Draft(Optional.of(ScriptedProvider.ID.id()), Optional.of("Main"),
                Optional.of(ScriptedProvider.SETTINGS.reveal()), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    static Draft enabled(boolean enabled) {
        return new Draft(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    static Draft settings(Map<String, String> settings) {
        return new Draft(Optional.empty(), Optional.empty(), Optional.of(settings), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Draft named(String name, int position, int concurrency) {
        return new Draft(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty(),
                Optional.of(position), Optional.of(concurrency), Optional.empty());
    }

    static Draft atRate(int messagesPerSecond) {
        return new Draft(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(messagesPerSecond));
    }

    /** A new template that says so on WhatsApp. */
    static Templates.Draft template(String text) {
        return template(new ChannelContent(new TemplateContent.Text(text), Optional.empty()));
    }

    static Templates.Draft template(ChannelContent content) {
        return new Templates.Draft(Optional.empty(), Map.of(Samples.WHATSAPP, Optional.of(content)), Optional.empty());
    }
}
