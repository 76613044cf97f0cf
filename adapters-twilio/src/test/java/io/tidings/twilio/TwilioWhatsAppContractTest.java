package io.tidings.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ChannelProviderContract;
import io.tidings.domain.provider.ProviderCallbackContract;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.testing.Samples;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The provider keeps the whole contract. Behind it the simulator stands, so slow that it reports nothing meanwhile. */
@Timeout(60)
class TwilioWhatsAppContractTest implements ChannelProviderContract, ProviderCallbackContract {

    private static final String URL = "https://tidings.example.com/v1/providerInstances/1/callback?delivery=1-a";

    private final TwilioSimulator simulator = new TwilioSimulator(
            SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofHours(1)), InstantSource.fixed(Samples.NOW));
    private final TwilioWhatsApp provider = new TwilioWhatsApp(TwilioSettings.at(simulator.url()));

    @AfterEach
    void stop() {
        provider.close();
        simulator.close();
    }

    @Override
    public ChannelProvider provider() {
        return provider;
    }

    @Override
    public ProviderSettings settings() {
        return Given.SETTINGS;
    }

    @Override
    public JsonObject properties() {
        return JsonObject.of(Map.of("phoneNumber", Samples.PHONE));
    }

    @Override
    public int requestsToTheService() {
        return simulator.requests().size();
    }

    @Override
    public CallbackRequest callback(String reference) {
        var form = new TreeMap<>(Map.of("AccountSid", Given.ACCOUNT, "MessageSid", reference, "MessageStatus", "read",
                "From", "whatsapp:" + Given.FROM, "To", "whatsapp:" + Samples.PHONE));
        var request = new Request(HttpMethod.POST, "https://example.com");
        form.forEach(request::addPostParam);
        return new CallbackRequest("POST", URI.create(URL),
                Map.of(CallbackSignature.HEADER, List.of(TwilioSignature.of(Given.TOKEN, URL, form))),
                request.encodeFormBody().getBytes(StandardCharsets.UTF_8));
    }
}
