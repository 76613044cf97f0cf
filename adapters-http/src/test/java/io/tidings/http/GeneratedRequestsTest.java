package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, nobody ever sees a fault of ours, and every answer is the JSON that clients can read. */
class GeneratedRequestsTest {

    private static final int REQUESTS = 1_500;

    private static final List<String> NOTIFICATION = tokens("""
            { "notification" : { "title" : "T" , "message" : null , "data" : { "a" : [ 1 , 2.5 , { } ] } ,
            "workflow" : { "identifier" : null } , "templateId" : null } , "sendTo" : { "recipients" : [ "ann" ,
            { "identifier" : "b" , "phoneNumber" : "+447700900123" } ] , "topics" : [ ] } , "category" : "c" ,
            "sendAt" : "2026-11-24T10:00:00Z" , "override" : { "channels" : [ "whatsapp" ] , "scripted" :
            { "_config" : { "SCRIPTED_SENDER" : "AC0123456789abcdef" } , "Body" : "b" } } }""");

    private static final List<String> USER = tokens(
            """
                            { "identifier" : "ann" , "profile" : { "phoneNumber" : "+447700900123" ,
                    "a" : [ true , { "b" : 1e3 } ] } }""");

    private static final List<String> INSTANCE = tokens("""
            { "provider" : "scripted" , "name" : "N" , "settings" : { "SCRIPTED_TOKEN" : "t" , "SCRIPTED_SENDER" :
            "AC0123456789abcdef" } , "enabled" : true , "position" : 1 , "concurrency" : 5 }""");

    private static final List<String> STRANGE = List.of("null", "true", "0", "-1", "1e400", "1e-400", "2147483648",
            "99999999999999999999999", "-0.0", "\"\"", "\" \"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\u0000\"",
            "\"\\u202e\"", "\"" + "x".repeat(3_000) + "\"", "[]", "{}", "[[[[]]]]", "{\"a\":{\"a\":{}}}", "[null]", "{",
            "}", "[", "]", ",", ":", "\"", "\\", "NaN", "'a'", "/*", "\u0007", "\ufeff", "\ud800", "\u00e4", "\u2028",
            "\"__proto__\"", "\"identifier\"", "\"../..\"", "\"${jndi:ldap://x}\"", "\"'; DROP TABLE apps; --\"");

    private static final List<String> SEGMENTS = List.of("v1", "v3", "api", "apps", "users", "notifications",
            "deliveries", "webhook", "scripted", "providers", "providerInstances", "callback", "channels", "whatsapp",
            "enable", "verify", "secret", "health", "live", "%2F", "%00", "%ff", "%", "..", ".", "", ";a", "a b",
            "%F0%9F%98%80", "ümläut", "{id}", "<x>", "|", "\\", "*", "~", "x".repeat(300), "?a=b&limit=1", "#f");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
            "TRACE", "BEFORE", "get", "X");

    @AutoClose
    private final RunningApi api = new RunningApi();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void mutatedBody_isNeverAFaultOfOurs(long seed) {
        var random = new Random(seed);
        String id = api.instance.id().toString();
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest.Builder request = switch (random.nextInt(5)) {
                case 0 -> body(api.asApp("/v3/users"), "POST", mutated(USER, random));
                case 1 -> body(api.asApp("/v3/users/ann"), "PUT", mutated(USER, random));
                case 2 -> body(api.asAdmin(api.instances(api.app)), "POST", mutated(INSTANCE, random));
                case 3 -> body(api.asAdmin(api.instances(api.app) + "/" + id), "PATCH", mutated(INSTANCE, random));
                default -> body(api.asApp("/v3/notifications"), "POST", mutated(NOTIFICATION, random));
            };
            Answer answer = api.send(request);

            assertThat(answer.status()).as("seed %s, request %s: %s", seed, i, answer).isLessThan(500);
            assertReadable(answer.status(), answer.json());
        }
        assertThat(api.get(api.asNobody("/health/live")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void strangeRequestLine_isNeverAFaultOfOurs(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            String line = METHODS.get(random.nextInt(METHODS.size())) + " " + path(random) + " HTTP/1.1";
            String credentials = random.nextBoolean()
                    ? api.rawHeaders()
                    : "Host: a\r\nConnection: close\r\nAuthorization: Bearer " + RunningApi.ADMIN_TOKEN + "\r\n";

            String answer = api.raw(line + "\r\n" + credentials + "Content-Length: 2\r\n\r\n{}");

            int status = Integer.parseInt(answer.substring(9, 12));
            assertThat(status).as("seed %s, request %s: %s%n%s", seed, i, line, answer).isLessThan(500);
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            boolean page = status == 200 && answer.contains("Content-Type: text/html"); // The console's.
            if (!body.isEmpty() && !page) {
                assertReadable(status, Answer.parse(body));
            }
        }
        assertThat(api.get(api.asNobody("/health/live")).status()).isEqualTo(200);
    }

    private static void assertReadable(int status, JsonNode body) {
        assertThat(body.isObject()).isTrue();
        if (status >= 400) {
            assertThat(body.get("statusCode").asInt()).isEqualTo(status);
            assertThat(body.get("error").isTextual()).isTrue();
            assertThat(body.get("message").isTextual()).isTrue();
        }
    }

    private static HttpRequest.Builder body(HttpRequest.Builder request, String method, byte[] body) {
        return request.method(method, BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json");
    }

    /** One to three tokens changed, removed, doubled or swapped; now and then a byte as well. */
    private static byte[] mutated(List<String> valid, Random random) {
        String[] tokens = valid.toArray(String[]::new);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(tokens.length);
            tokens[at] = switch (random.nextInt(5)) {
                case 0 -> "";
                case 1 -> tokens[at] + tokens[at];
                case 2 -> tokens[random.nextInt(tokens.length)];
                default -> STRANGE.get(random.nextInt(STRANGE.size()));
            };
        }
        byte[] bytes = String.join(" ", tokens).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String path(Random random) {
        return random.ints(1 + random.nextInt(7), 0, SEGMENTS.size() + 3)
                .mapToObj(choice -> choice < SEGMENTS.size()
                        ? SEGMENTS.get(choice)
                        : List.of(api.app.id().toString(), api.instance.id().toString(), api.app.key().value())
                                .get(choice - SEGMENTS.size()))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static List<String> tokens(String json) {
        return Arrays.asList(json.split("\\s+"));
    }
}
