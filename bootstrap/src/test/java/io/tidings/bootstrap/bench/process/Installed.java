package io.tidings.bootstrap.bench.process;

import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.bench.load.Requests;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.bootstrap.testing.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * The packaged server on a database as an operator has it who expects load: with its default settings but for {@code
 * TIDINGS_RATE_LIMIT=0}, and with one app, one lane of the wanted pace and {@value #USERS} users.
 */
public final class Installed implements AutoCloseable {

    public static final int USERS = 1_000;

    /** What is sent. */
    public static final String TEXT = "Your appointment is tomorrow at 10:00. Reply 1 to confirm.";
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final ServerProcess server;
    private final Backend backend;
    private final Meter meter;

    private Installed(ServerProcess server, Backend backend, Meter meter) {
        this.server = server;
        this.backend = backend;
        this.meter = meter;
    }

    /** @param more settings, and JAVA_OPTS */
    public static Map<String, String> settings(Databases.Fresh database, URI twilio, Map<String, String> more) {
        int port = ServerSettings.freePort();
        var settings = new HashMap<>(Map.of(
                "TIDINGS_DATA_DIR", database.directory().toString(),
                "TIDINGS_DATABASE_URL", database.url(),
                "TIDINGS_HTTP_PORT", Integer.toString(port),
                "TIDINGS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "TIDINGS_TWILIO_API_URL", twilio.toString(),
                "TIDINGS_RATE_LIMIT", "0"));
        settings.putAll(more);
        return settings;
    }

    /** Starts it and sets it up. */
    public static Installed start(Databases.Fresh database, URI twilio, Map<String, String> more,
            Map<String, Object> instance) {
        return start(ServerProcess.LAUNCHER, database, twilio, more, instance);
    }

    /** @param instance how the provider is set up */
    public static Installed start(Path launcher, Databases.Fresh database, URI twilio, Map<String, String> more,
            Map<String, Object> instance) {
        ServerProcess server = ServerProcess.launch(List.of(), launcher, settings(database, twilio, more),
                database.directory().resolve("server.log"));
        server.awaitReady();
        Backend backend = server.backend(database.directory()).setUpWith(instance);
        return new Installed(server, backend, new Meter(server.pid(), database));
    }

    /** The simulated Twilio with such a pace. */
    public static Map<String, Object> lane(int messagesPerSecond, int concurrency) {
        return Map.of("provider", "twilio_whatsapp", "settings", Backend.settings(), "messagesPerSecond",
                messagesPerSecond, "concurrency", concurrency);
    }

    public void pace(int messagesPerSecond) {
        Backend.ok(backend.admin("PATCH", backend.instances() + "/" + backend.instanceId(),
                Map.of("messagesPerSecond", messagesPerSecond)));
    }

    /** @param ending four digits, by which the simulator knows what shall happen to messages to them */
    public void users(String ending) {
        List<byte[]> puts = IntStream.range(0, USERS)
                .mapToObj(i -> Requests.render("PUT", url().resolve("/v3/users/" + user(i)), headers(),
                        "{\"phoneNumber\":\"" + phoneNumber(i, ending) + "\"}"))
                .toList();
        new Wire(url(), CONNECTIONS).run(Source.each(puts, 0, puts.size()));
    }

    public static String phoneNumber(int user, String ending) {
        return "+4477%04d%s".formatted(user, ending);
    }

    private static String user(int number) {
        return "user-" + number + "@example.com";
    }

    /** Notifications for so many of the users each, together for all of them. */
    public byte[][] notifications(int recipients) {
        return IntStream.range(0, USERS / recipients).mapToObj(i -> notification(i * recipients, (i + 1) * recipients))
                .toArray(byte[][]::new);
    }

    /** One to all of these users. */
    public byte[] notification(int from, int to) {
        String recipients = IntStream.range(from, to).mapToObj(i -> "\"" + user(i) + "\"")
                .collect(Collectors.joining(","));
        return Requests.render("POST", url().resolve("/v3/notifications"), headers(),
                "{\"notification\":{\"message\":\"" + TEXT + "\"},\"sendTo\":{\"recipients\":[" + recipients + "]}}");
    }

    /** What the app proves itself by. */
    public Map<String, String> headers() {
        return Map.of("X-ENGAGESPOT-API-KEY", backend.apiKey(), "X-ENGAGESPOT-API-SECRET", backend.apiSecret(),
                "Content-Type", "application/json");
    }

    /** Has that many deliveries accepted. */
    public void accept(int deliveries) {
        var wire = new Wire(url(), 2);
        List<byte[]> all = Collections.nCopies(deliveries / USERS, notification(0, USERS));
        wire.run(Source.each(all, 0, all.size()));
        if (deliveries % USERS > 0) {
            wire.run(Source.each(List.of(notification(0, deliveries % USERS)), 0, 1));
        }
    }

    /** How many deliveries stand where, by the API's words. */
    public Map<String, Long> states() {
        var states = new HashMap<String, Long>();
        Backend.ok(backend.admin("GET", "/v1/apps/" + backend.appId() + "/stats", null)).get("states").properties()
                .forEach(state -> states.put(state.getKey(), state.getValue().asLong()));
        return states;
    }

    /** Returns when so many deliveries stand there. */
    public void awaitStates(long deliveries, String state) {
        Awaitility.await(deliveries + " deliveries to be " + state).atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                .until(() -> states().getOrDefault(state, 0L) >= deliveries);
    }

    /** How many deliveries there are. */
    public long total() {
        return states().values().stream().mapToLong(Long::longValue).sum();
    }

    public URI url() {
        return server.url();
    }

    public Backend backend() {
        return backend;
    }

    public Meter meter() {
        return meter;
    }

    @Override
    public void close() {
        meter.close();
        server.stop(STOP);
    }
}
