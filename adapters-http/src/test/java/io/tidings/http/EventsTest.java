package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.http.RunningApi.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of what happens, read as a client reads them. */
@Timeout(60)
class EventsTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void hangUp() {
        client.shutdownNow();
    }

    /** One event; its data is null where it is but an identifier. */
    private record Event(String id, JsonNode data) {}

    @Test
    void streamOfAnApp_tellsWhatHappensFromNowOn() throws IOException {
        notify("before");
        try (BufferedReader stream = open(api.asAdmin("/v1/apps/" + api.app.id() + "/events"))) {
            assertThat(event(stream).data()).isNull();
            String request = notify("ann");

            JsonNode queued = event(stream).data();
            assertThat(queued.get("event").asText()).isEqualTo("queued");
            assertThat(queued.get("state").asText()).isEqualTo("queued");
            assertThat(queued.get("user").asText()).isEqualTo("ann");
            assertThat(queued.get("requestId").asText()).isEqualTo(request);
            assertThat(queued.get("detail").asText()).isEqualTo("Accepted");
            assertThat(queued.get("deliveryId").asText()).hasSize(36);
        }
    }

    @Test
    void streamOfARequest_beginsWithTheFirstAndGoesOnAfterTheLastThatWasSeen() throws IOException {
        notify("somebody else");
        String path = "/v3/notifications/" + notify("ann") + "/events";
        String seen;
        try (BufferedReader stream = open(api.asApp(path))) {
            event(stream);
            Event queued = event(stream);
            assertThat(queued.data().get("state").asText()).isEqualTo("queued");
            seen = queued.id();
        }
        api.engine.step(Runnable::run);
        try (BufferedReader stream = open(api.asApp(path).header("Last-Event-ID", seen))) {
            assertThat(event(stream).id()).isEqualTo(seen);
            assertThat(Stream.of(event(stream), event(stream)).map(event -> event.data().get("state").asText()))
                    .containsExactly("sending", "sent");
        }
    }

    @Test
    void stream_endsWhenTheServerStops() throws IOException {
        try (BufferedReader stream = open(api.asAdmin("/v1/apps/" + api.app.id() + "/events"))) {
            event(stream);
            Thread.ofVirtual().start(api.server::close);
            String last = stream.readLine();
            while (last != null) {
                last = stream.readLine();
            }
        }
    }

    @Test
    void wrongRequests_areRefused() {
        String all = "/v1/apps/" + api.app.id() + "/events";
        assertThat(api.get(api.asAdmin(all).header("Last-Event-ID", "latest")).status()).isEqualTo(400);
        String request = notify("ann");
        String path = "/v3/notifications/" + request + "/events";
        Answer answer = api.get(api.asApp(path).header("Last-Event-ID", "latest"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Last-Event-ID");
        assertThat(api.get(api.asApp(path + "?from=1")).status()).isEqualTo(400);
        assertThat(api.get(api.asApp(api.otherApp, path)).status()).isEqualTo(404);
        assertThat(api.get(api.asNobody(path)).status()).isEqualTo(401);
        assertThat(api.send(api.asApp(path).HEAD()).header("Content-Type")).contains("text/event-stream;charset=utf-8");
    }

    private BufferedReader open(HttpRequest.Builder request) {
        try {
            HttpResponse<java.io.InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            Witness.saw("GET", response.uri().getRawPath(), 200, response.headers().firstValue("Content-Type"), "");
            return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Event event(BufferedReader stream) throws IOException {
        String id = null;
        JsonNode data = null;
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = Answer.parse(line.substring(6));
            } else if (line.isEmpty() && id != null) {
                return new Event(id, data);
            }
        }
        throw new AssertionError("the stream ended");
    }

    private String notify(String user) {
        return api.notify("{\"notification\": {\"message\": \"Hello\"}, \"sendTo\": {\"recipients\":"
                + " [{\"identifier\": \"" + user + "\", \"phoneNumber\": \"+447700900123\"}]}}").json()
                .get("requestId").asText();
    }
}
