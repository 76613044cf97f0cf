package io.tidings.domain.notification;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.ProviderSettings;

/**
 * What a caller overrides of one provider, for one notification.
 *
 * @param settings laid over the instance's settings for this send; may hold secrets
 * @param body     passed through into the service's own request; holds no settings
 */
public record ProviderOverride(ProviderSettings settings, JsonObject body) {

    public static final ProviderOverride NONE = new ProviderOverride(ProviderSettings.NONE, JsonObject.EMPTY);
}
