package io.tidings.bootstrap.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A product's backend with an app of its own, speaking HTTP to a server like anybody else. */
public final class Backend {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final URI base;
    private final String adminToken;
    private JsonNode app;
    private JsonNode instance;

    public Backend(URI base, String adminToken) {
        this.base = base;
        this.adminToken = adminToken;
    }

    /** The same product with the same app, when its server has another address. */
    public Backend movedTo(URI other) {
        var moved = new Backend(other, adminToken);
        moved.app = app;
        moved.instance = instance;
        return moved;
    }

    /** Creates the app and sets the simulated Twilio up for it. */
    public Backend setUp() {
        return setUp(Map.of());
    }

    /** @param pace how much of {@code concurrency} and {@code messagesPerSecond} the provider may be used */
    public Backend setUp(Map<String, Integer> pace) {
        var draft = new LinkedHashMap<String, Object>(pace);
        draft.put("provider", "twilio_whatsapp");
        draft.put("settings", settings());
        return setUpWith(draft);
    }

    /** Creates the app and this provider instance for it. */
    public Backend setUpWith(Map<String, Object> draft) {
        app = ok(admin("POST", "/v1/apps", Map.of("name", "Shop")));
        instance = ok(admin("POST", instances(), draft));
        return this;
    }

    public static Map<String, String> settings() {
        return Map.of("TWILIO_ACCOUNT_SID", SimulatorSettings.DEFAULT.accountSid(), "TWILIO_AUTH_TOKEN",
                SimulatorSettings.DEFAULT.authToken(),
                "TWILIO_FROM_NUMBER", "+14155238886");
    }

    public String instances() {
        return "/v1/apps/" + app.get("appId").asText() + "/channels/whatsapp/providerInstances";
    }

    public String instanceId() {
        return instance.get("id").asText();
    }

    public String appId() {
        return app.get("appId").asText();
    }

    public String apiKey() {
        return app.get("apiKey").asText();
    }

    public String apiSecret() {
        return app.get("apiSecret").asText();
    }

    public void user(String identifier, String phoneNumber) {
        ok(call("PUT", "/v3/users/" + identifier, Map.of("phoneNumber", phoneNumber)));
    }

    /** Creates the user, sends a text, and answers the delivery's identifier. */
    public String send(String identifier, String phoneNumber) {
        user(identifier, phoneNumber);
        return send(Map.of("notification", Map.of("message", "Hello " + identifier), "sendTo",
                Map.of("recipients", List.of(identifier))));
    }

    /** Sends and answers the identifier of the first delivery. */
    public String send(Map<String, ?> notification) {
        HttpResponse<String> accepted = call("POST", "/v3/notifications", notification);
        if (accepted.statusCode() != 202) {
            throw new AssertionError(accepted.statusCode() + " " + accepted.body());
        }
        return firstDelivery(read(accepted.body()).get("requestId").asText());
    }

    public String firstDelivery(String requestId) {
        JsonNode progress = ok(call("GET", "/v3/notifications/" + requestId, null));
        return progress.get("deliveries").get(0).get("id").asText();
    }

    public JsonNode delivery(String id) {
        return ok(call("GET", "/v3/deliveries/" + id, null));
    }

    public JsonNode awaitState(String id, String state) {
        return await(id, delivery -> delivery.get("state").asText().equals(state));
    }

    public JsonNode await(String id, Predicate<JsonNode> condition) {
        return Awaitility.await("delivery " + id).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> delivery(id), condition);
    }

    /** The states that the timeline went through, each once. */
    public static List<String> states(JsonNode delivery) {
        return StreamSupport.stream(delivery.get("timeline").spliterator(), false)
                .map(entry -> entry.get("state").asText()).distinct().toList();
    }

    public static List<String> events(JsonNode delivery) {
        return StreamSupport.stream(delivery.get("timeline").spliterator(), false)
                .map(entry -> entry.get("event").asText()).toList();
    }

    public HttpResponse<String> admin(String method, String path, Object body) {
        return exchange(method, path,
                Map.of("Authorization", "Bearer " + adminToken, "Content-Type", "application/json"), json(body));
    }

    public HttpResponse<String> call(String method, String path, Object body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-ENGAGESPOT-API-KEY", apiKey());
        headers.put("X-ENGAGESPOT-API-SECRET", apiSecret());
        headers.put("Content-Type", "application/json");
        return exchange(method, path, headers, json(body));
    }

    public HttpResponse<String> exchange(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        try {
            return HTTP.send(
                    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode ok(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return read(answer.body());
    }

    public static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object body) {
        try {
            return body == null ? null : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
