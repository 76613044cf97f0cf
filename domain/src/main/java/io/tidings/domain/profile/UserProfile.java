package io.tidings.domain.profile;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import java.time.Instant;

/** A person the app knows, with free properties; WhatsApp reads {@code phoneNumber}. Prints no property. */
public record UserProfile(AppId app, UserId user, JsonObject properties, Instant createdAt, Instant updatedAt) {

    @Override
    public String toString() {
        return "UserProfile[" + app + ", " + user + "]";
    }
}
