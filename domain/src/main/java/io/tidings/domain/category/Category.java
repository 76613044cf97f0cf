package io.tidings.domain.category;

import io.tidings.domain.app.AppId;
import java.time.Instant;

/**
 * A kind of an app's notifications. A notification keeps the identifier, also when the category is removed.
 *
 * @param identifier the app's own, unlike all others of the app
 * @param name       what people call it
 */
public record Category(CategoryId id, AppId app, String identifier, String name, Instant createdAt) {}
