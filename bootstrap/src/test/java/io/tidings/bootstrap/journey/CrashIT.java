package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.bootstrap.testing.ServerSettings;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed when: each accepted delivery comes to its end once, and the provider has exactly one message for
 * it.
 */
class CrashIT {

    private static final int MANY = 40;

    @TempDir
    private Path directory;

    private final int port = ServerSettings.freePort();
    private TwilioSimulator simulator;
    private ServerProcess server;

    private void start(Duration latency) {
        simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(latency, Duration.ofMillis(20)),
                InstantSource.system());
        restart();
    }

    private void restart() {
        server = ServerProcess.start(directory, port, simulator.url());
    }

    @AfterEach
    void stop() {
        server.kill();
        simulator.close();
    }

    @Test
    void killBetweenAcceptedAndSending_losesNothing() {
        start(Duration.ZERO);
        Backend backend = server.backend(directory).setUp();
        backend.user("ann", "+447700900100");
        String id = backend.send(Map.of("notification", Map.of("message", "Hello"), "recipients", List.of("ann"),
                "sendAt", InstantSource.system().instant().plusSeconds(2).toString()));
        server.kill();
        assertThat(simulator.messages()).isEmpty();

        restart();

        assertThat(backend.awaitState(id, "seen").get("attempts").asInt()).isEqualTo(1);
        assertThat(simulator.messages()).hasSize(1);
    }

    @Test
    void killWhileSending_losesAndDoublesNothing() {
        start(Duration.ofMillis(900));
        Backend backend = server.backend(directory).setUp();
        Map<String, String> accepted = accept(backend);
        String last = accepted.keySet().stream().reduce((earlier, later) -> later).orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5))
                .until(() -> !simulator.posts("whatsapp:" + last).isEmpty());
        server.kill();

        restart();

        accepted.forEach((number, id) -> {
            JsonNode delivery = backend.awaitState(id, "seen");
            assertThat(simulator.messages("whatsapp:" + number)).as(delivery.toPrettyString()).hasSize(1);
        });
        assertThat(accepted.values()).as("the answers to some never came, because the process died")
                .anySatisfy(id -> assertThat(Backend.events(backend.delivery(id))).doesNotContain("sent"));
    }

    @Test
    void stop_finishesWhatIsUnderWay() {
        start(Duration.ofMillis(300));
        Backend backend = server.backend(directory).setUp();
        String id = backend.send("ann", "+447700900005");
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5))
                .until(() -> !simulator.posts("whatsapp:+447700900005").isEmpty());

        assertThat(server.stop()).isLessThan(Duration.ofSeconds(10));

        restart();
        assertThat(Backend.events(backend.delivery(id))).startsWith("queued", "sending", "sent");
    }

    private static Map<String, String> accept(Backend backend) {
        var accepted = new LinkedHashMap<String, String>();
        for (int i = 0; i < MANY; i++) {
            String number = "+4477009" + (10_100 + i);
            backend.user("user-" + i, number);
            accepted.put(number, backend
                    .send(Map.of("notification", Map.of("message", "Hello " + i), "recipients", List.of("user-" + i))));
        }
        return accepted;
    }
}
