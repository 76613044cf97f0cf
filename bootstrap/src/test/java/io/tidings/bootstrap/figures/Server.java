package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Databases;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidings.bootstrap.lifecycle.Tidings;
import io.tidings.bootstrap.settings.SettingsReader;
import io.tidings.bootstrap.testing.ServerSettings;
import io.tidings.twilio.simulator.SimulatedRequest;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The whole server over HTTP beside a simulated Twilio, which calls back. */
final class Server implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration STEP = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newHttpClient();
    private final TwilioSimulator simulator;
    private final Tidings tidings;
    private final URI url;

    private Server(TwilioSimulator simulator, Tidings tidings, URI url) {
        this.simulator = simulator;
        this.tidings = tidings;
        this.url = url;
    }

    /** An app, and the path of its provider instances. */
    record App(String key, String secret, String instances) {}

    static Server start(Databases.Fresh database) {
        var simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(LATENCY, STEP), InstantSource.system());
        URI url = URI.create("http://127.0.0.1:" + ServerSettings.freePort());
        return new Server(simulator, Tidings.start(SettingsReader.read(Map.of(
                "TIDINGS_DATA_DIR", database.directory().toString(),
                "TIDINGS_DATABASE_URL", database.url(),
                "TIDINGS_HTTP_PORT", Integer.toString(url.getPort()),
                "TIDINGS_PUBLIC_URL", url.toString(),
                "TIDINGS_TWILIO_API_URL", simulator.url().toString()), Optional.empty())), url);
    }

    App app(String name) {
        JsonNode app = admin("POST", "/v1/apps", Map.of("name", name));
        return new App(app.get("apiKey").asText(), app.get("apiSecret").asText(),
                "/v1/apps/" + app.get("appId").asText() + "/channels/whatsapp/providerInstances");
    }

    /** @return the path of the new instance */
    String instance(App app, int position, int messagesPerSecond) {
        return app.instances() + "/" + admin("POST", app.instances(), Map.of("provider", "twilio_whatsapp",
                "position", position, "messagesPerSecond", messagesPerSecond,
                "settings", Map.of("TWILIO_ACCOUNT_SID", SimulatorSettings.DEFAULT.accountSid(), "TWILIO_AUTH_TOKEN",
                        SimulatorSettings.DEFAULT.authToken(), "TWILIO_FROM_NUMBER", "+14155238886")))
                .get("id").asText();
    }

    JsonNode admin(String method, String path, Object body) {
        return call(method, path, Map.of("Authorization", "Bearer " + tidings.adminToken().reveal()), body);
    }

    /** @return when it was accepted */
    Instant send(App app, Map<String, ?> notification) {
        call("POST", "/v3/notifications",
                Map.of("X-ENGAGESPOT-API-KEY", app.key(), "X-ENGAGESPOT-API-SECRET", app.secret()), notification);
        return Instant.now();
    }

    private JsonNode call(String method, String path, Map<String, String> headers, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            headers.forEach(request::header);
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** When the first request for a message to each of the numbers that begin so reached the provider. */
    Map<String, Instant> arrivals(String prefix) {
        var arrivals = new HashMap<String, Instant>();
        for (SimulatedRequest request : simulator.requests()) {
            request.parameter("To").filter(to -> to.startsWith("whatsapp:" + prefix) && request.makesMessage())
                    .ifPresent(to -> arrivals.putIfAbsent(to.substring("whatsapp:".length()), request.receivedAt()));
        }
        return arrivals;
    }

    @Override
    public void close() {
        tidings.close();
        simulator.close();
    }
}
