package io.tidings.domain.provider;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.UserProfile;
import java.time.Instant;

/** A question to a service: what became of a message? */
public sealed interface LookUp {

    ProviderSettings settings();

    /** By the service's identifier. */
    record ByReference(ProviderSettings settings, String reference) implements LookUp {}

    /**
     * By what the message looked like, because no identifier came back.
     *
     * @param recipient the person's profile
     * @param content   what was said; without any text where that is not known any more, and then any message fits
     * @param overrides what the caller passed through
     * @param from      no message that was made earlier is meant
     * @param until     no message that was made later is meant
     */
    record ByEnvelope(ProviderSettings settings, UserProfile recipient, Content content, JsonObject overrides,
            Instant from, Instant until)
            implements
                LookUp {}
}
