package io.tidings.domain.template;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.Channel;
import java.time.Instant;
import java.util.Map;

/**
 * What an app says again and again, with content for one or more channels.
 *
 * @param identifier what the app calls it; no other template of the app is called so
 * @param name       what people call it
 * @param version    counts the changes; a write with another version than the stored one changes nothing
 */
public record Template(TemplateId id, AppId app, TemplateIdentifier identifier, String name,
        Map<Channel, ChannelContent> contents, long version, Instant createdAt, Instant updatedAt) {

    public Template {
        contents = Map.copyOf(contents);
    }
}
