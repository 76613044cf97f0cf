package io.tidings.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link TemplateStore} holds. The stores are new and empty for each test, and the same within it. */
public interface TemplateStoreContract {

    Instant LATER = Samples.NOW.plusMillis(1);

    Stores stores();

    @Test
    default void addedTemplate_isFoundEqual() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("2", "{{recipient.firstName}}");
        variables.put("1", Samples.AWKWARD_TEXT);
        Template template = with(Samples.template(storedApp(), "reminder"), Map.of(
                Samples.WHATSAPP, new ChannelContent(new TemplateContent.Text(Samples.AWKWARD_TEXT),
                        Optional.of(new TemplateContent.Approved("HX1", variables))),
                new Channel("sms"), new ChannelContent(new TemplateContent.Approved("HX2", Map.of()),
                        Optional.empty())));
        assertThat(templates().add(template)).isTrue();
        assertThat(templates().find(template.id())).contains(template);
        assertThat(templates().find(template.app(), template.identifier())).contains(template);
    }

    @Test
    default void identifier_isTakenOnceInAnAppAndFreeInOthers() {
        AppId app = storedApp();
        Template first = Samples.template(app, "reminder");
        assertThat(templates().add(first)).isTrue();
        assertThat(templates().add(Samples.template(app, "reminder"))).isFalse();
        assertThat(templates().add(Samples.template(app, "Reminder"))).isTrue();
        assertThat(templates().add(Samples.template(storedApp(), "reminder"))).isTrue();
        assertThat(templates().find(app, first.identifier())).contains(first);
    }

    @Test
    default void anotherAppsTemplate_isNotFound() {
        Template template = Samples.template(storedApp(), "reminder");
        templates().add(template);
        AppId other = storedApp();
        assertThat(templates().find(other, template.identifier())).isEmpty();
        assertThat(templates().ofApp(other, Optional.empty(), 10)).isEmpty();
    }

    @Test
    default void replacedTemplate_isFoundChangedOneVersionOn() {
        Template template = Samples.template(storedApp(), "reminder");
        templates().add(template);
        Template changed = changed(template, "Another");
        assertThat(templates().replace(changed)).isTrue();
        assertThat(templates().find(template.id())).contains(new Template(template.id(), template.app(),
                template.identifier(), "Another", changed.contents(), template.version() + 1, template.createdAt(),
                LATER));
    }

    @Test
    default void staleChange_changesNothing() {
        Template template = Samples.template(storedApp(), "reminder");
        templates().add(template);
        templates().replace(changed(template, "First"));
        assertThat(templates().replace(changed(template, "Second"))).isFalse();
        assertThat(templates().find(template.id())).map(Template::name).contains("First");
    }

    @Test
    default void removedTemplate_isGoneAndItsIdentifierFree() {
        Template template = Samples.template(storedApp(), "reminder");
        templates().add(template);
        assertThat(templates().remove(template.id())).isTrue();
        assertThat(templates().remove(template.id())).isFalse();
        assertThat(templates().find(template.id())).isEmpty();
        assertThat(templates().replace(changed(template, "Gone"))).isFalse();
        assertThat(templates().add(Samples.template(template.app(), "reminder"))).isTrue();
    }

    @Test
    default void pages_followTheOrderOfTheIdentifiersCharacters() {
        AppId app = storedApp();
        for (String identifier : List.of("b", "a.1", "Z", "a_1", "9", "a")) {
            templates().add(Samples.template(app, identifier));
        }
        assertThat(identifiers(app, Optional.empty(), 4)).containsExactly("9", "Z", "a", "a.1");
        assertThat(identifiers(app, Optional.of("a.1"), 4)).containsExactly("a_1", "b");
        assertThat(identifiers(app, Optional.of("a.0"), 1)).containsExactly("a.1");
        assertThat(identifiers(app, Optional.of("b"), 4)).isEmpty();
    }

    @Test
    default void changesOfAUnitThatFails_areUndone() {
        Template kept = Samples.template(storedApp(), "kept");
        templates().add(kept);
        try {
            stores().transactions().run(() -> {
                templates().remove(kept.id());
                templates().add(Samples.template(kept.app(), "lost"));
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            // Thrown above.
        }
        assertThat(identifiers(kept.app(), Optional.empty(), 10)).containsExactly("kept");
    }

    private List<String> identifiers(AppId app, Optional<String> after, int limit) {
        return templates().ofApp(app, after.map(TemplateIdentifier::new), limit).stream()
                .map(template -> template.identifier().value()).toList();
    }

    private static Template changed(Template it, String name) {
        var content = new ChannelContent(new TemplateContent.Text("Changed."), Optional.empty());
        return new Template(it.id(), it.app(), it.identifier(), name, Map.of(Samples.WHATSAPP, content), it.version(),
                it.createdAt(), LATER);
    }

    private static Template with(Template it, Map<Channel, ChannelContent> contents) {
        return new Template(it.id(), it.app(), it.identifier(), it.name(), contents, it.version(), it.createdAt(),
                it.updatedAt());
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private TemplateStore templates() {
        return stores().templates();
    }
}
