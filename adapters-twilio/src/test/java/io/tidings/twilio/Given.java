package io.tidings.twilio;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendRequest;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the tests of this module start from. */
final class Given {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
    static final String ACCOUNT = SimulatorSettings.DEFAULT.accountSid();
    static final String TOKEN = SimulatorSettings.DEFAULT.authToken();
    static final String FROM = "+16453454679";
    static final String SID = "SM0123456789abcdef0123456789abcdef";
    static final DeliveryId DELIVERY = new DeliveryId(UUID.fromString("0193590c-0000-7000-8000-000000000001"));
    static final ProviderSettings SETTINGS = ProviderSettings.of(Map.of("TWILIO_ACCOUNT_SID", ACCOUNT,
            "TWILIO_AUTH_TOKEN", TOKEN, "TWILIO_FROM_NUMBER", FROM));

    private Given() {}

    /** For a server that answers, however busy this machine is. */
    static TwilioSettings patient(URI url) {
        return new TwilioSettings(url, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /** For a server that does not answer. */
    static TwilioSettings impatient(URI url) {
        return new TwilioSettings(url, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    static UserProfile profile(String phoneNumber) {
        return profile(JsonObject.of(Map.of("phoneNumber", phoneNumber)));
    }

    static UserProfile profile(JsonObject properties) {
        return new UserProfile(new AppId(new UUID(0, 7)), new UserId("ann"), properties, NOW, NOW);
    }

    static SendRequest message(String phoneNumber) {
        return message(phoneNumber, JsonObject.EMPTY);
    }

    static SendRequest message(String phoneNumber, JsonObject overrides) {
        return new SendRequest(DELIVERY + "-1", SETTINGS, profile(phoneNumber), Content.of("Your order is on its way"),
                overrides, Optional.empty());
    }

    static SendRequest with(SendRequest request, ProviderSettings settings) {
        return new SendRequest(request.key(), settings, request.recipient(), request.content(),
                request.overrides(), request.callback());
    }

    static SendRequest reportingTo(URI callback, SendRequest request) {
        return new SendRequest(request.key(), request.settings(), request.recipient(),
                request.content(), request.overrides(), Optional.of(callback));
    }
}
