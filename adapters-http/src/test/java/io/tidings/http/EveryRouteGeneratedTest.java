package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.testing.Samples;
import io.tidings.http.RunningApi.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * 10,000 requests to all routes in turn, each wrong somewhere: none that is good HTTP goes without an answer that
 * clients can read, none is a fault of ours, and nothing of them stays in memory. {@code -Dseed=7} replays a run.
 */
class EveryRouteGeneratedTest {

    private static final int REQUESTS = 10_000;
    private static final long SEED = Long.getLong("seed", 404);
    private static final long MEBIBYTE = 1024 * 1024;

    /** Members that any of the routes knows, and some that none does. */
    private static final List<String> NAMES = List.of("notification", "title", "message", "data", "workflow",
            "identifier", "cancellationKey", "cancelFor", "recipients", "sendTo", "topics", "category", "sendAt",
            "expiresAt", "priority", "override", "channels", "channel", "whatsapp", "scripted", "_config", "users",
            "name", "profile", "phoneNumber", "provider", "settings", "SCRIPTED_TOKEN", "enabled", "position",
            "concurrency", "messagesPerSecond", "deliveryBudgetSeconds", "idempotencyKey", "templateId", "__proto__",
            "", " ", "\\u0000", "\ud83d\ude00");

    private static final List<String> VALUES = List.of("null", "true", "false", "0", "-1", "1e400", "1e-400",
            "2147483648", "99999999999999999999999", "0.1", "\"\"", "\" \"", "\"ann\"", "\"news\"", "\"whatsapp\"",
            "\"urgent\"", "\"+447700900123\"", "\"2026-11-24T10:00:00Z\"", "\"9999-99-99T99:99:99Z\"",
            "\"\\ud83d\"", "\"\\u0000\"", "\"\\u202e\\ufeff\"", "\"" + "x".repeat(2_000) + "\"",
            "[]", "{}", "[null]", "[\"ann\"]", "[".repeat(40) + "]".repeat(40), "NaN", "'a'", "\u0007", "\"");

    private static final List<String> SEGMENTS = List.of("%2F", "%00", "%ff", "%", "%zz", "..", ".", "", ";a", "a b",
            "%F0%9F%98%80", "\u00fcml\u00e4ut", "{id}", "<x>", "|", "\\", "*", "x".repeat(300), "?limit=-1&cursor=%",
            "?pageNo=99999999999&limit=x", "#f", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1", "news", "ann");

    private static final List<String> HEADERS = List.of("Content-Type: text/plain", "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-16", "Content-Type: ;;=", "Content-Type: ",
            "Content-Encoding: gzip", "Accept: text/html", "Idempotency-Key: " + "k".repeat(300),
            "Idempotency-Key: \"a\\\"", "Idempotency-Key: a\r\nIdempotency-Key: b", "X-HTTP-Method-Override: DELETE",
            "X-Odd: \u0001", "X-Long: " + "y".repeat(6_000), "Cookie: " + ";=".repeat(50), "Range: bytes=9-1",
            "X-ENGAGESPOT-API-KEY: another", "Authorization: Basic x", "Forwarded: for=\"", "If-Match: *");

    @AutoClose
    private final RunningApi api = new RunningApi();

    /** Whether the latest request is good HTTP: then an answer must come, else the server may hang up instead. */
    private boolean good;

    private final Random random = new Random(SEED);
    private final List<Route> routes = Route.all(api).toList();

    @Test
    void badRequestToAnyRoute_isAnsweredAndForgotten() throws IOException {
        run(REQUESTS / 10);
        long before = used();
        run(REQUESTS - REQUESTS / 10);
        long grown = used() - before;

        assertThat(grown).as("bytes that stayed, seed %s", SEED).isLessThan(32 * MEBIBYTE);
        assertThat(api.get(api.asNobody("/health/live")).status()).isEqualTo(200);
        assertThat(api.notify("{\"notification\": {\"title\": \"T\"}, \"recipients\": [\"ann\"]}").status())
                .isEqualTo(202);
    }

    /** On connections that are kept for as long as the server keeps them. */
    private void run(int requests) throws IOException {
        Socket socket = connected();
        for (int i = 0; i < requests; i++) {
            Route route = routes.get(random.nextInt(routes.size()));
            byte[] body = body();
            boolean truncated = random.nextInt(50) == 0;
            byte[] request = request(route, body, truncated);
            if (socket == null) {
                socket = connected();
            }
            socket.getOutputStream().write(request);
            if (truncated) {
                socket.shutdownOutput();
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            String what = "seed %s, request %s to %s:%n%s%n%s".formatted(SEED, i, route,
                    new String(request, StandardCharsets.UTF_8), head);
            if (!good && head.isEmpty()) {
                socket.close();
                socket = null;
                continue;
            }
            assertThat(head).as(what).startsWith("HTTP/1.1 ");
            int status = Integer.parseInt(head.substring(9, 12));
            assertThat(status).as(what).isLessThan(500);
            boolean json = head.contains("\r\nContent-Type: application/json\r\n");
            if (!json && status != 204) {
                // Pages, and streams that may have no end.
                assertThat(status).as(what).isEqualTo(200);
                socket.close();
                socket = null;
                continue;
            }
            if (!route.method().equals("HEAD") && status != 204) {
                readable(status, new String(in.readNBytes(length(head)), StandardCharsets.UTF_8), what);
            }
            // After bad HTTP the server hangs up, and does not always say so.
            if (!good || head.toLowerCase(Locale.ROOT).contains("connection: close")) {
                socket.close();
                socket = null;
            }
        }
        if (socket != null) {
            socket.close();
        }
    }

    /** What is no good HTTP has no body: with much unread, the close of the connection may overtake the answer. */
    private byte[] request(Route route, byte[] wanted, boolean truncated) {
        String path = path(route);
        boolean strange = random.nextInt(8) == 0;
        good = !strange && !truncated && path.matches("[A-Za-z0-9/_-]*");
        byte[] body = good || truncated ? wanted : new byte[0];
        var head = new StringBuilder(route.method() + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (random.nextInt(8) > 0) {
            head.append("Authorization: Bearer ").append(RunningApi.ADMIN_TOKEN).append("\r\n");
            head.append("X-ENGAGESPOT-API-KEY: ").append(api.app.key()).append("\r\nX-ENGAGESPOT-API-SECRET: ")
                    .append(Samples.API_SECRET.reveal()).append("\r\n");
        }
        for (int i = strange ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            head.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        int length = truncated ? body.length + 10 : body.length;
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Mostly with what is there, so that requests come far. */
    private String path(Route route) {
        // A new secret for our app would shut us out of its routes.
        String app = (route.path().endsWith("/secret") ? api.otherApp : api.app).id().toString();
        String path = route.path().replace("{appId}", app).replace("{channel}", "whatsapp")
                .replace("{apiKey}", api.app.key().value()).replace("{providerId}", "scripted");
        while (path.contains("{") || path.contains("<")) {
            String sample = random.nextBoolean()
                    ? api.instance.id().toString()
                    : SEGMENTS.get(random.nextInt(SEGMENTS.size())).replaceAll("[{<>}]", "%7B");
            path = path.replaceFirst("[{<][a-zA-Z]+[}>]", Matcher.quoteReplacement(sample));
        }
        return random.nextInt(20) == 0 ? path + "/" + SEGMENTS.get(random.nextInt(SEGMENTS.size())) : path;
    }

    private byte[] body() {
        String json = random.nextInt(10) == 0 ? VALUES.get(random.nextInt(VALUES.size())) : object(0);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String object(int depth) {
        var object = new StringBuilder("{");
        for (int i = random.nextInt(6); i >= 0; i--) {
            object.append('"').append(NAMES.get(random.nextInt(NAMES.size()))).append("\": ").append(value(depth))
                    .append(i > 0 ? ", " : "");
        }
        return object.append(random.nextInt(30) == 0 ? "" : "}").toString();
    }

    private String value(int depth) {
        return switch (depth < 4 ? random.nextInt(4) : 3) {
            case 0 -> object(depth + 1);
            case 1 -> "[" + object(depth + 1) + ", " + VALUES.get(random.nextInt(VALUES.size())) + "]";
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }

    private static void readable(int status, String body, String what) {
        JsonNode json = Answer.parse(body);
        assertThat(json.isObject()).as(what).isTrue();
        if (status >= 400) {
            assertThat(json.path("statusCode").asInt()).as(what).isEqualTo(status);
            assertThat(json.path("error").isTextual() && json.path("message").isTextual()).as(what).isTrue();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private static int length(String head) {
        var length = Pattern.compile("(?i)\r\ncontent-length: (\\d+)").matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private Socket connected() throws IOException {
        var socket = new Socket("127.0.0.1", api.server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** What is still in use after all that can go has gone, or nearly. */
    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
