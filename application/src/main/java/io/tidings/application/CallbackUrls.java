package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.net.URI;
import java.util.Optional;

/**
 * Where providers reach us.
 *
 * @param publicUrl scheme, host and maybe a path, as the world sees us, without a slash at the end; empty where the
 *         world does not
 */
public record CallbackUrls(Optional<URI> publicUrl) {

    /** The query parameter that names the delivery. */
    public static final String DELIVERY = "delivery";

    /** The query parameter that names the attempt. */
    public static final String ATTEMPT = "attempt";

    /** What an operator enters at the provider, for all messages of an app. */
    public Optional<URI> ofApp(ApiKey key, ProviderId provider) {
        return below("/api/v1/apps/" + key + "/webhook/" + provider);
    }

    /**
     * What is given to the provider with one message: whatever comes back names its attempt, even when our call never
     * ended.
     */
    public Optional<URI> ofAttempt(ProviderInstanceId instance, DeliveryId delivery, int attempt) {
        return below("/v1/providerInstances/" + instance + "/callback?" + DELIVERY + "=" + delivery + "&" + ATTEMPT
                + "=" + attempt);
    }

    private Optional<URI> below(String path) {
        return publicUrl.map(base -> URI.create(base + path));
    }
}
