package io.tidings.bootstrap.generated;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.generated.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Requests to every route in turn, each made as the API's description says and then mostly spoilt, by a seed. Which of
 * them are bad only their answers tell: what is spoilt is not always what the route looks at.
 */
final class BadRequests {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** What RFC 3986 allows in paths and queries. */
    private static final Pattern TARGET = Pattern.compile("(?:[\\w.~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+");

    /** Lines as RFC 9112 allows them. */
    private static final Pattern FIELDS = Pattern.compile("([\\w-]+:[\t -~]*\r\n)*+");

    /** A head of more bytes may be refused, whatever it says. */
    private static final int LONG = 8_000;

    private static final List<String> SEGMENTS = List.of("%2F", "%00", "%07", "%ff", "%", "%zz", "..", ".", "", ";a",
            "a b", "%F0%9F%98%80", "\u00fcml\u00e4ut", "{id}", "<x>", "|", "\\", "*", "x".repeat(300),
            "?limit=-1&cursor=%",
            "#f", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1", "news", "ann");

    private static final List<String> QUERY_VALUES = List.of("", "0", "-1", "1", "100", "99999999999", "x", "%00",
            "%ff",
            "%F0%9F%98%80", "a%20b", "1.0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50",
            "-1.0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50",
            "9223372036854775807.0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50", "2026-11-24T10:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z", "x".repeat(1_000), "'", "%25", "_", "1&limit=2");

    private static final List<String> HEADERS = List.of("Content-Type: text/plain", "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-16", "Content-Type: ;;=", "Content-Type: ",
            "Content-Type: application/x-www-form-urlencoded", "Content-Encoding: gzip", "Accept: text/csv",
            "Accept: ,;q=", "Idempotency-Key: " + "k".repeat(300), "Idempotency-Key: \"a\\\"", "Idempotency-Key: same",
            "Idempotency-Key: a\r\nIdempotency-Key: b", "X-HTTP-Method-Override: DELETE", "X-Odd: \u0001",
            "X-Long: " + "y".repeat(6_000), "Cookie: " + ";=".repeat(50), "Cookie: tidings-session=x",
            "Range: bytes=9-1",
            "X-ENGAGESPOT-API-KEY: another", "Authorization: Basic x", "Forwarded: for=\"", "If-Match: *",
            "If-None-Match: *", "Last-Event-ID: 1", "Last-Event-ID: 99999999999999999999.9", "X-Tidings-App: x",
            "Expect: 100-continue", "Expect: x", "No-Colon", "Spaced : x",
            "Connection: upgrade\r\nUpgrade: websocket");

    private final ApiDocument document;
    private final List<Operation> operations;
    private final String credentials;
    private final Random random;
    private final Mutant mutant;
    private int made;

    /** @param good whether it is good HTTP: then it is answered, else the server may hang up instead */
    record Request(Operation operation, byte[] bytes, Framing framing, boolean good) {

        @Override
        public String toString() {
            return operation + ":\n" + new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** @param credentials headers of an app and of the operator, each with the end of its line */
    BadRequests(ApiDocument document, String credentials, Random random) {
        this.document = document;
        this.operations = document.operations();
        this.credentials = credentials;
        this.random = random;
        this.mutant = new Mutant(random);
    }

    int routes() {
        return operations.size();
    }

    /** @param there what is there, by the names of paths' parameters */
    Request next(Map<String, List<String>> there) {
        Operation operation = operations.get(made++ % operations.size());
        String path = path(operation, there) + query(operation);
        String fields = random.nextInt(8) > 0 ? "Host: localhost\r\n" + credentials : "Host: localhost\r\n";
        for (int i = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            fields += ApiDocument.one(HEADERS, random) + "\r\n";
        }
        byte[] body = operation.body().map(wanted -> mutant.of(document.body(wanted, random))).orElse(new byte[0]);
        Framing framing = Framing.any(random);
        String head = operation.method() + " " + path + " HTTP/1.1\r\n" + fields;
        boolean good = framing.good() && head.length() < LONG && TARGET.matcher(path).matches()
                && FIELDS.matcher(fields).matches();
        return new Request(operation, framing.of(head, body, random), framing, good);
    }

    /** Mostly with what is there, so that requests come far. */
    private String path(Operation operation, Map<String, List<String>> there) {
        String path = PARAMETER.matcher(operation.path()).replaceAll(parameter -> Matcher.quoteReplacement(
                random.nextInt(5) > 0
                        ? ApiDocument.one(there.get(kind(operation, parameter.group(1))), random)
                        : ApiDocument.one(SEGMENTS, random)));
        boolean elsewhere = random.nextInt(operation.isBare() ? 2 : 20) == 0;
        return elsewhere ? path + "/" + ApiDocument.one(SEGMENTS, random) : path;
    }

    private static String kind(Operation operation, String parameter) {
        if (!parameter.equals("id")) {
            // A new secret for our own app would shut us out.
            return operation.path().endsWith("/secret") ? "otherAppId" : parameter;
        }
        return operation.path().contains("/deliveries/")
                ? "deliveryId"
                : operation.path().contains("/templates/") ? "templateId" : "instanceId";
    }

    private String query(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query") && random.nextBoolean())
                .map(parameter -> parameter.get("name").asText() + "=" + value(parameter))
                .collect(Collectors.collectingAndThen(Collectors.joining("&"),
                        query -> query.isEmpty() ? "" : "?" + query));
    }

    private String value(JsonNode parameter) {
        return random.nextInt(3) == 0
                ? document.value(parameter.get("schema"), random, 0).asText()
                : ApiDocument.one(QUERY_VALUES, random);
    }
}
