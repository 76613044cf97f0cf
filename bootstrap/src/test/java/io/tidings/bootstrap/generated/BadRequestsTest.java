package io.tidings.bootstrap.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.generated.BadRequests.Request;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoilt requests over all routes until 10,000 were refused: none that is good HTTP goes without an answer that clients
 * can read, none is a fault of ours, and nothing of them stays in memory. {@code -Dseed=7} replays a run.
 */
class BadRequestsTest {

    private static final int REFUSALS = 10_000;
    private static final int WARM_UP = 3_000;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long SEED = Long.getLong("seed", 404);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    /** By route, how often it was answered with what. */
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();

    private Installation installation;
    private Backend backend;
    private Backend other;
    private Socket socket;
    private InputStream in;
    private int refused;

    @Test
    void onSqlite(@TempDir Path directory) throws IOException {
        try (var running = Installation.withCallbacks(directory)) {
            areAnsweredAndForgotten(running);
        }
    }

    @Test
    void onPostgres(@TempDir Path directory) throws IOException {
        try (var postgres = EmbeddedPostgres.start();
                var running = Installation.onPostgres(postgres.getJdbcUrl("postgres", "postgres"), directory)) {
            areAnsweredAndForgotten(running);
        }
    }

    private void areAnsweredAndForgotten(Installation running) throws IOException {
        installation = running;
        backend = running.backend().setUp();
        other = running.backend().setUp();
        var requests = new BadRequests(document(), credentials(), new Random(SEED));
        send(requests, WARM_UP);
        long before = used();
        send(requests, REFUSALS);
        // Of a stream of events whose listener has hung up, the server hears when it writes its next heartbeat.
        Awaitility.await("bytes that stayed, seed " + SEED).atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(used() - before).isLessThan(MEBIBYTE));
        assertThat(answers).as("routes that refused").hasSize(requests.routes())
                .allSatisfy((route, statuses) -> assertThat(statuses.keySet()).anyMatch(status -> status >= 400));
        backend.awaitState(backend.send("zoe", "+447700900123"), "seen");
    }

    private void send(BadRequests requests, int refusals) throws IOException {
        Map<String, List<String>> there = Map.of();
        refused = 0;
        for (int i = 0; refused < refusals; i++) {
            if (i % 500 == 0) {
                there = there();
            }
            send(requests.next(there), "seed " + SEED + ", request " + i + " to ");
        }
        hangUp();
    }

    private void send(Request request, String which) throws IOException {
        if (socket == null) {
            socket = new Socket(installation.url.getHost(), installation.url.getPort());
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream());
        }
        String head;
        try {
            socket.getOutputStream().write(request.bytes());
            if (request.framing() == Framing.CUT) {
                socket.shutdownOutput();
            }
            head = head();
        } catch (SocketException e) {
            // The close of a connection may overtake the answer, where much is still unread.
            head = "";
        } catch (IOException e) {
            throw new IOException(which + request, e);
        }
        if (!request.good() && head.isEmpty()) {
            hangUp();
            return;
        }
        String what = which + request + "\n" + head;
        assertThat(head).as(what).startsWith("HTTP/1.1 ");
        int status = Integer.parseInt(head.substring(9, 12));
        answers.computeIfAbsent(request.operation().toString(), route -> new TreeMap<>()).merge(status, 1,
                Integer::sum);
        assertThat(status).as(what).isLessThan(500);
        refused += status >= 400 ? 1 : 0;
        boolean empty = request.operation().method().equals("HEAD") || status == 204 || status == 304;
        boolean json = head.contains("\r\nContent-Type: application/json\r\n");
        assertThat(json || status < 400).as(what).isTrue();
        if (json && !empty) {
            readable(status, new String(in.readNBytes(length(head)), StandardCharsets.UTF_8), what);
        }
        // Pages need not be read, streams may have no end, and after bad HTTP the server does not always say so.
        if (status == 400 || !request.good() || request.framing() == Framing.SHORT || !json && !empty
                || head.contains("Connection: close")) {
            hangUp();
        }
    }

    private void hangUp() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private static void readable(int status, String body, String what) {
        JsonNode json = Backend.read(body);
        assertThat(json.isObject()).as(what).isTrue();
        if (status >= 400) {
            assertThat(json.path("statusCode").asInt()).as(what).isEqualTo(status);
            assertThat(json.path("error").isTextual() && json.path("message").isTextual()).as(what).isTrue();
        }
    }

    /** Of the answer itself: one that says to go on is none. */
    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return head.toString();
            }
            head.append((char) read);
        }
        return head.indexOf("HTTP/1.1 100 ") == 0 ? head() : head.toString();
    }

    private static int length(String head) {
        var length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private ApiDocument document() throws IOException {
        return new ApiDocument(backend.exchange("GET", "/openapi.yaml", Map.of(), null).body());
    }

    private String credentials() {
        return "Authorization: Bearer " + installation.tidings.adminToken().reveal() + "\r\nX-ENGAGESPOT-API-KEY: "
                + backend.apiKey() + "\r\nX-ENGAGESPOT-API-SECRET: " + backend.apiSecret() + "\r\n";
    }

    /** Something of each kind, anew: the requests before may have taken it away. */
    private Map<String, List<String>> there() {
        var there = new HashMap<String, List<String>>();
        String user = "user-" + answers.hashCode();
        String delivery = backend.send(user, "+447700900124");
        String app = "/v1/apps/" + backend.appId();
        there.put("deliveryId", List.of(delivery));
        there.put("requestId", List.of(backend.delivery(delivery).get("requestId").asText()));
        there.put("topicId", List.of(made(backend.call("POST", "/v3/topics", Map.of("identifier", "t" + delivery)))));
        there.put("categoryId", List.of(made(backend.call("POST", "/v3/categories",
                Map.of("identifier", "c" + delivery)))));
        there.put("keyId", List.of(made(backend.admin("POST", app + "/apiKeys", Map.of("name", "K")))));
        there.put("instanceId", List.of(made(backend.admin("POST", backend.instances(),
                Map.of("provider", "twilio_whatsapp", "settings", Backend.settings())))));
        there.put("templateId", List.of(made(backend.admin("PUT", app + "/templates/visit",
                Map.of("contents", Map.of("whatsapp", Map.of("text", "{{data.x}}")))))));
        there.put("identifier", List.of(user, "visit"));
        there.put("appId", List.of(backend.appId()));
        there.put("otherAppId", List.of(other.appId()));
        there.put("apiKey", List.of(backend.apiKey()));
        there.put("channel", List.of("whatsapp"));
        there.put("providerId", List.of("twilio_whatsapp"));
        there.put("address", List.of("+447700900124"));
        there.put("build", List.of("x"));
        there.put("file", List.of("x"));
        return there;
    }

    private static String made(HttpResponse<String> answer) {
        return Backend.ok(answer).get("id").asText();
    }

    /** What is still in use after all that can go has gone, or nearly. */
    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
