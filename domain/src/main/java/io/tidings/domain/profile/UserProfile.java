package io.tidings.domain.profile;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** A person the app knows, with free properties; WhatsApp reads {@code phoneNumber}. Prints no property. */
public record UserProfile(AppId app, UserId user, JsonObject properties, Instant createdAt, Instant updatedAt) {

    /** The phone number among the properties of a person, where there is one that is well-formed. */
    public static Optional<PhoneNumber> phoneNumber(JsonObject properties) {
        return properties.members().get("phoneNumber") instanceof String text
                ? PhoneNumber.parse(text)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "UserProfile[" + app + ", " + user + "]";
    }
}
