package io.tidings.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.twilio.simulator.Script;
import io.tidings.twilio.simulator.SimulatedRequest;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGSTOP: a node stands still for longer than its lease, in the middle of sending, and then goes on as if nothing had
 * been.
 */
class PauseIT {

    /** Of an answer, so that the node can be stopped while it waits for it. */
    private static final Duration LATENCY = Duration.ofMillis(800);

    private static final int EACH = 5;

    @TempDir
    private Path directory;

    @Test
    void nodeThatWakesAfterItsLease_changesNothingThatAnotherHasResolved() {
        var settings = SimulatorSettings.DEFAULT.withPace(LATENCY, Duration.ofMillis(20));
        try (var store = new PostgresStore(directory.resolve("data"));
                var provider = new TwilioSimulator(settings, InstantSource.system());
                var cluster = new Cluster(directory, store, 2, provider.url())) {
            Backend backend = cluster.backend().setUp(Map.of());
            cluster.pause(1);
            Map<String, String> accepted = accept(backend);
            Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(5))
                    .until(() -> provider.requests().stream().filter(SimulatedRequest::makesMessage)
                            .count() == accepted.size());
            cluster.pause(0);
            cluster.resume(1);

            Map<String, List<JsonNode>> resolved = new LinkedHashMap<>();
            accepted.forEach((number, id) -> resolved.put(id, standing(backend.awaitState(id, "seen"))));
            cluster.pause(1);
            cluster.resume(0);
            backend.awaitState(backend.send("late", "+447700900100"), "seen");

            accepted.forEach((number, id) -> {
                JsonNode delivery = backend.delivery(id);
                assertThat(standing(delivery)).as(delivery.toPrettyString()).isEqualTo(resolved.get(id));
                assertThat(provider.messages(number)).as(delivery.toPrettyString()).hasSize(1);
            });
            assertThat(accepted.values()).as("another node found out, because this one stood still")
                    .anySatisfy(id -> assertThat(backend.delivery(id).findValuesAsText("code"))
                            .contains("interrupted"));
            cluster.resume(1);
        }
    }

    /**
     * Of half of them a message is made and only a question shows it, of the other half none is made. All at once, so
     * that they are under way together.
     *
     * @return the deliveries by their numbers
     */
    private static Map<String, String> accept(Backend backend) {
        Map<String, String> numbers = new LinkedHashMap<>();
        for (int i = 0; i < EACH; i++) {
            for (Script script : List.of(Script.NEVER_REPORTED, Script.FAILS_BEFORE_STORING)) {
                numbers.put("user-" + numbers.size(), "+4477009" + i + script.ending());
            }
        }
        JsonNode accepted = Backend.ok(backend.call("POST", "/v3/notifications", Map.of(
                "notification", Map.of("message", "Hello"),
                "sendTo", Map.of("recipients", numbers.entrySet().stream().map(
                        user -> Map.of("identifier", user.getKey(), "phoneNumber", user.getValue())).toList()))));
        var ids = new LinkedHashMap<String, String>();
        Backend.ok(backend.call("GET", "/v3/notifications/" + accepted.get("requestId").asText(), null))
                .get("deliveries")
                .forEach(one -> ids.put(numbers.get(one.get("user").asText()), one.get("id").asText()));
        return ids;
    }

    private static List<JsonNode> standing(JsonNode delivery) {
        return List.of(delivery.get("state"), delivery.get("attempts"), delivery.get("reference"));
    }
}
