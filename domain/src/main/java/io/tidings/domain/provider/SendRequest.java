package io.tidings.domain.provider;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.UserProfile;
import java.net.URI;
import java.util.Optional;

/**
 * One attempt to hand one delivery to a provider.
 *
 * @param key       names this attempt and no other, in letters, digits and {@code -}: for services that take an
 *                  idempotency key
 * @param settings  the settings to use, already merged with the caller's for this send; the provider checks them before
 *                  use
 * @param recipient the person's profile as it is now
 * @param content   what to say
 * @param overrides what the caller passes through into the service's own request; holds none of the provider's settings
 * @param callback  where the service shall report, this delivery's identifier within; empty where no callback can reach
 *                  us
 */
public record SendRequest(String key, ProviderSettings settings, UserProfile recipient,
        Content content, JsonObject overrides,
        Optional<URI> callback) {}
