package io.tidings.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.lifecycle.Tidings;
import io.tidings.bootstrap.settings.Settings;
import io.tidings.bootstrap.settings.SettingsReader;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The main job with no account and no set-up: a simulated Twilio and a server on free ports in a fresh directory, set
 * up and used through the public API alone.
 */
public final class Demo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int REHEARSING = 16;
    private static final int FASTEST = 10_000;

    private final PrintWriter out;
    private final Path directory;
    private final TwilioSimulator simulator;
    private final Tidings tidings;
    private final Api api;
    private final URI url;
    private JsonNode app;

    private Demo(PrintWriter out, Path directory, TwilioSimulator simulator, Tidings tidings, URI url) {
        this.out = out;
        this.directory = directory;
        this.simulator = simulator;
        this.tidings = tidings;
        this.api = new Api(url);
        this.url = url;
    }

    /** One of the three: who gets it, what is said, and where it should end. */
    private record Story(String user, String phoneNumber, String message, String end) {}

    private static final List<Story> STORIES = List.of(
            new Story("ann", "+447700900100", "Your appointment is tomorrow at 10:00.", "seen"),
            new Story("ben", "+447700900001", "Your parcel has arrived.", "delivered"),
            new Story("maria", "+447700903024", "Your code is 123456.", "discarded"));

    public static Demo start(PrintWriter out) throws IOException {
        Path directory = Files.createTempDirectory("tidings-demo-");
        var simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofMillis(300)),
                InstantSource.system());
        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        Settings settings = SettingsReader.read(Map.of(
                "TIDINGS_DATA_DIR", directory.toString(),
                "TIDINGS_HTTP_PORT", Integer.toString(port),
                "TIDINGS_PUBLIC_URL", url.toString(),
                "TIDINGS_TWILIO_API_URL", simulator.url().toString()), Optional.empty());
        return new Demo(out, directory, simulator, Tidings.start(settings), url);
    }

    /** Sends so many messages of another app, many at once, and waits until all are delivered. */
    public void rehearse(int messages) throws InterruptedException {
        if (messages == 0) {
            return;
        }
        JsonNode other = newApp("Rehearsal", Map.of("messagesPerSecond", FASTEST));
        api.call("PUT", "/v3/users/ben", headers(other), Map.of("phoneNumber", "+447700900001"));
        try (var senders = Executors.newFixedThreadPool(REHEARSING)) {
            for (int i = 0; i < messages; i++) {
                senders.execute(() -> api.call("POST", "/v3/notifications", headers(other), Map.of(
                        "notification", Map.of("message", "Your parcel has arrived."),
                        "sendTo", Map.of("recipients", List.of("ben")))));
            }
        }
        String delivered = "/v1/apps/" + other.get("appId").asText() + "/stats";
        Instant giveUp = InstantSource.system().instant().plus(PATIENCE);
        while (api.call("GET", delivered, adminHeaders(), null).at("/states/delivered").asInt() < messages
                && InstantSource.system().instant().isBefore(giveUp)) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    /**
     * Sets an app up, sends one notification that is read, one that is only delivered and one that fails, and prints
     * each timeline as it grows.
     */
    public boolean sendAndFollow() throws InterruptedException {
        say("Tidings runs at " + url + " and sends to a simulated Twilio at " + simulator.url() + ".");
        setUp();
        var deliveries = new LinkedHashMap<Story, String>();
        for (Story story : STORIES) {
            JsonNode accepted = api.call("POST", "/v3/notifications", appHeaders(), Map.of(
                    "notification", Map.of("message", story.message()),
                    "sendTo", Map.of("recipients", List.of(story.user()))));
            JsonNode progress = api.call("GET", "/v3/notifications/" + accepted.get("requestId").asText(), appHeaders(),
                    null);
            deliveries.put(story, progress.get("deliveries").get(0).get("id").asText());
        }
        return follow(deliveries);
    }

    /** Tells a person how to go on by hand. */
    public void invite() {
        say("");
        say("It stays up until Ctrl-C. Try it yourself:");
        say("");
        say("  curl -s " + url + "/v3/notifications \\");
        say("    -H 'X-ENGAGESPOT-API-KEY: " + app.get("apiKey").asText() + "' \\");
        say("    -H 'X-ENGAGESPOT-API-SECRET: " + app.get("apiSecret").asText() + "' \\");
        say("    -H 'Content-Type: application/json' \\");
        say("    -d '{\"notification\":{\"message\":\"Hello\"},\"sendTo\":{\"recipients\":[\"ann\"]}}'");
        say("");
        say("and read what became of it (put the requestId in):");
        say("");
        say("  curl -s " + url + "/v3/notifications/<requestId> \\");
        say("    -H 'X-ENGAGESPOT-API-KEY: " + app.get("apiKey").asText() + "' \\");
        say("    -H 'X-ENGAGESPOT-API-SECRET: " + app.get("apiSecret").asText() + "'");
        say("");
        say("Admin token for the management API: " + tidings.adminToken().reveal());
    }

    @Override
    public void close() {
        api.close();
        tidings.close();
        simulator.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setUp() {
        app = newApp("Demo", Map.of());
        for (Story story : STORIES) {
            api.call("PUT", "/v3/users/" + story.user(), appHeaders(), Map.of("phoneNumber", story.phoneNumber()));
        }
        say("An app, its provider twilio_whatsapp and the users "
                + String.join(", ", STORIES.stream().map(Story::user).toList()) + " are set up.");
    }

    /** @param more of its provider instance */
    private JsonNode newApp(String name, Map<String, Object> more) {
        JsonNode made = api.call("POST", "/v1/apps", adminHeaders(), Map.of("name", name));
        var instance = new HashMap<String, Object>(more);
        instance.putAll(Map.of(
                "provider", "twilio_whatsapp",
                "name", "Simulated Twilio",
                "settings", Map.of(
                        "TWILIO_ACCOUNT_SID", SimulatorSettings.DEFAULT.accountSid(),
                        "TWILIO_AUTH_TOKEN", SimulatorSettings.DEFAULT.authToken(),
                        "TWILIO_FROM_NUMBER", "+14155238886")));
        api.call("POST", "/v1/apps/" + made.get("appId").asText() + "/channels/whatsapp/providerInstances",
                adminHeaders(), instance);
        return made;
    }

    private boolean follow(Map<Story, String> deliveries) throws InterruptedException {
        var shown = new LinkedHashMap<Story, Integer>();
        var ends = new LinkedHashMap<Story, String>();
        Instant giveUp = InstantSource.system().instant().plus(PATIENCE);
        while (!reached(ends) && InstantSource.system().instant().isBefore(giveUp)) {
            for (Map.Entry<Story, String> entry : deliveries.entrySet()) {
                JsonNode delivery = api.call("GET", "/v3/deliveries/" + entry.getValue(), appHeaders(), null);
                JsonNode timeline = delivery.get("timeline");
                for (int i = shown.getOrDefault(entry.getKey(), 0); i < timeline.size(); i++) {
                    print(entry.getKey(), timeline.get(i));
                }
                shown.put(entry.getKey(), timeline.size());
                ends.put(entry.getKey(), delivery.get("state").asText());
            }
            Thread.sleep(LOOK_EVERY);
        }
        say("");
        STORIES.forEach(story -> say(story.user() + ": " + ends.get(story)));
        return reached(ends);
    }

    private static boolean reached(Map<Story, String> ends) {
        return STORIES.stream().allMatch(story -> story.end().equals(ends.get(story)));
    }

    private void print(Story story, JsonNode entry) {
        String link = entry.path("link").isTextual() ? "  " + entry.get("link").asText() : "";
        say(String.format("%s  %-6s %-10s %s%s", entry.get("at").asText().substring(11, 23), story.user(),
                entry.get("state").asText(),
                entry.get("detail").asText(), link));
    }

    private Map<String, String> adminHeaders() {
        return Map.of("Authorization", "Bearer " + tidings.adminToken().reveal());
    }

    private Map<String, String> appHeaders() {
        return headers(app);
    }

    private static Map<String, String> headers(JsonNode app) {
        return Map.of("X-ENGAGESPOT-API-KEY", app.get("apiKey").asText(), "X-ENGAGESPOT-API-SECRET",
                app.get("apiSecret").asText());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** The server must know its own URL before it listens, so the port is chosen here. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
