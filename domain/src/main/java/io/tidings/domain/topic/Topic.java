package io.tidings.domain.topic;

import io.tidings.domain.app.AppId;
import java.time.Instant;

/**
 * Something that an app's users are subscribed to, so that a notification can name it instead of all of them.
 *
 * @param identifier the app's own, unlike all others of the app
 * @param name       what people call it
 */
public record Topic(TopicId id, AppId app, String identifier, String name, Instant createdAt) {}
