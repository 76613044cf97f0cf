package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no callback can come, statuses are asked for. */
class PollingJourneyTest {

    @TempDir
    private Path directory;

    @Test
    void messageWithoutCallbacks_isFollowedByAsking() {
        try (Installation installation = Installation.withoutCallbacks(directory)) {
            Backend backend = installation.backend().setUp();

            JsonNode delivery = backend.awaitState(backend.send("ann", "+447700900100"), "seen");

            assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
            assertThat(installation.simulator.messages("whatsapp:+447700900100").getFirst().parameters())
                    .doesNotContainKey("StatusCallback");
        }
    }

    @Test
    void uncertainSendWithoutCallbacks_isFoundByLookUp() {
        try (Installation installation = Installation.withoutCallbacks(directory)) {
            Backend backend = installation.backend().setUp();

            JsonNode delivery = backend.awaitState(backend.send("ann", "+447700900501"), "seen");

            assertThat(Backend.events(delivery)).contains("uncertain", "found");
            assertThat(installation.simulator.messages("whatsapp:+447700900501")).hasSize(1);
        }
    }
}
