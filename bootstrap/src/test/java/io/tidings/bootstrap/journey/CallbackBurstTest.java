package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a campaign brings back: a thousand reports that come in at the same moment, to a server on PostgreSQL. */
@Timeout(300)
class CallbackBurstTest {

    private static final int MANY = 1_000;

    @Test
    void aThousandReportsAtOnce_areAllTakenAndApplied(@TempDir Path directory) throws Exception {
        try (var postgres = EmbeddedPostgres.start();
                var installation = Installation.onPostgres(postgres.getJdbcUrl("postgres", "postgres"), directory)) {
            Backend backend = installation.backend().setUp();
            Map<String, String> references = sent(backend);
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            try (var everybody = Executors.newVirtualThreadPerTaskExecutor()) {
                references.forEach((delivery, reference) -> answers.add(everybody.submit(
                        () -> report(installation, backend, delivery, reference))));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(204);
            }
            assertThat(references.keySet()).allSatisfy(
                    delivery -> assertThat(backend.delivery(delivery).get("state").asText()).isEqualTo("seen"));
        }
    }

    /** Twilio's references by delivery, of messages of which the simulator itself reports nothing. */
    private static Map<String, String> sent(Backend backend) {
        assertThat(backend.admin("PATCH", backend.instances() + "/" + backend.instanceId(),
                Map.of("messagesPerSecond", 10_000, "concurrency", 50)).statusCode()).isEqualTo(200);
        List<Map<String, String>> recipients = IntStream.range(0, MANY)
                .mapToObj(number -> Map.of("identifier", "user-" + number, "phoneNumber", "+447700920005")).toList();
        HttpResponse<String> accepted = backend.call("POST", "/v3/notifications",
                Map.of("notification", Map.of("message", "Hello"), "recipients", recipients));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String path = "/v3/notifications/" + Backend.read(accepted.body()).get("requestId").asText();
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200))
                .until(() -> references(backend, path), found -> found.size() == MANY);
    }

    private static Map<String, String> references(Backend backend, String path) {
        var references = new LinkedHashMap<String, String>();
        String page = path + "?limit=100";
        while (page != null) {
            JsonNode progress = Backend.ok(backend.call("GET", page, null));
            progress.get("deliveries").forEach(delivery -> {
                if (!delivery.get("reference").isNull()) {
                    references.put(delivery.get("id").asText(), delivery.get("reference").asText());
                }
            });
            JsonNode next = progress.get("nextCursor");
            page = next == null || next.isNull() ? null : path + "?limit=100&cursor=" + next.asText();
        }
        return references;
    }

    private static HttpResponse<String> report(Installation installation, Backend backend, String delivery,
            String reference) {
        String path = "/v1/providerInstances/" + backend.instanceId() + "/callback?delivery=" + delivery
                + "&attempt=1";
        Map<String, String> form = Map.of("MessageSid", reference, "MessageStatus", "read", "AccountSid",
                SimulatorSettings.DEFAULT.accountSid());
        return TwilioRequests.post(backend, installation.url + path, form);
    }
}
