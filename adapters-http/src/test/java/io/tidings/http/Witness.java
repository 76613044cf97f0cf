package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import io.tidings.http.Description.Operation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sees every request and answer of the tests, holds both against the API's description, and remembers what it saw. */
final class Witness {

    static final Description DESCRIPTION = new Description();

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SEEN = Collections.synchronizedSet(new TreeSet<>());

    private static final Set<ErrorCode> CODES = Collections.synchronizedSet(EnumSet.noneOf(ErrorCode.class));

    private Witness() {}

    /** Each operation with a status that it was seen to answer. */
    static Set<String> seen() {
        return Set.copyOf(SEEN);
    }

    /** The codes of the errors that were seen. */
    static Set<ErrorCode> codes() {
        return Set.copyOf(CODES);
    }

    static String named(Operation operation, String status) {
        return operation + " " + status;
    }

    /** The same, byte by byte. */
    static void saw(String request, String answer) {
        String[] line = request.lines().findFirst().orElse("").split(" ");
        String last = answer.startsWith("HTTP/1.1 100 ") ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : answer;
        int end = last.indexOf("\r\n\r\n");
        Optional<String> type = last.substring(0, end).lines().filter(header -> header.startsWith("Content-Type: "))
                .map(header -> header.substring("Content-Type: ".length())).findFirst();
        saw(line[0], line.length < 2 ? "" : line[1].replaceAll("\\?.*", ""), Integer.parseInt(last.substring(9, 12)),
                type, last.substring(end + 4));
    }

    static void saw(String method, String rawPath, int status, Optional<String> type, String body) {
        if (method.equals("OPTIONS") && status == 204) {
            return;
        }
        Optional<Operation> operation = DESCRIPTION.operation(method, rawPath);
        JsonNode response = operation
                .map(known -> Optional.ofNullable(DESCRIPTION.responses(known).get(Integer.toString(status)))
                        .orElseGet(() -> DESCRIPTION.responses(known).get("default")))
                .orElseGet(DESCRIPTION::otherwise);
        operation.ifPresent(known -> SEEN.add(named(known, Integer.toString(status))));
        String what = method + " " + rawPath + " -> " + status + " " + body;
        // Of what is no HTTP, the web server may not even know that it was a HEAD.
        if (!response.has("content") || method.equals("HEAD") && (status != 400 || body.isEmpty())) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        String mediaType = type.orElse("").replaceAll(";.*", "");
        JsonNode schema = response.get("content").path(response.get("content").has(mediaType) ? mediaType : "*/*")
                .path("schema");
        assertThat(schema.isObject()).as("%s: %s is described", what, type).isTrue();
        if (type.orElseThrow().startsWith("application/json")) {
            JsonNode answer = read(body);
            assertThat(DESCRIPTION.problems(schema, answer)).as(what).isEmpty();
            if (status >= 400 && answer.has("code")) {
                ErrorCode code = ErrorCode.valueOf(answer.get("code").asText().toUpperCase(Locale.ROOT));
                assertThat(code.statuses()).as(what).contains(status);
                CODES.add(code);
            }
        }
    }

    /** What was accepted must be what the description lets callers send. */
    static void sawAccepted(String method, String rawPath, String body) {
        Operation operation = DESCRIPTION.operation(method, rawPath).orElseThrow();
        JsonNode described = DESCRIPTION.resolved(operation.node().path("requestBody"));
        if (body.isEmpty()) {
            assertThat(described.path("required").asBoolean()).as("%s needs a body", operation).isFalse();
            return;
        }
        JsonNode schema = described.at("/content/application~1json/schema");
        assertThat(schema.isObject()).as("%s takes a body", operation).isTrue();
        assertThat(DESCRIPTION.problems(schema, withoutNulls(read(body)))).as(operation + " " + body).isEmpty();
    }

    /** A member that is null is as good as absent. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ContainerNode<?> container) {
            container.removeIf(JsonNode::isNull);
            container.forEach(Witness::withoutNulls);
        }
        return node;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }
}
