package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import io.tidings.http.Description.Operation;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sees every request and answer of the tests, holds both against the API's description, and remembers what it saw. */
final class Witness {

    static final Description DESCRIPTION = new Description();

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SEEN = Collections.synchronizedSet(new TreeSet<>());

    private Witness() {}

    /** Each operation with a status that it was seen to answer. */
    static Set<String> seen() {
        return Set.copyOf(SEEN);
    }

    static String named(Operation operation, String status) {
        return operation + " " + status;
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
        if (method.equals("HEAD") || !response.has("content")) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        JsonNode schema = response.get("content").path(type.orElse("").replaceAll(";.*", "")).path("schema");
        assertThat(schema.isObject()).as("%s: %s is described", what, type).isTrue();
        if (type.orElseThrow().startsWith("application/json")) {
            JsonNode answer = read(body);
            assertThat(DESCRIPTION.problems(schema, answer)).as(what).isEmpty();
            if (status >= 400 && answer.has("code")) {
                assertThat(ErrorCode.valueOf(answer.get("code").asText().toUpperCase(Locale.ROOT)).statuses()).as(what)
                        .contains(status);
            }
        }
    }

    /** What was accepted must be what the description lets callers send. */
    static void sawAccepted(String method, String rawPath, String body) {
        Operation operation = DESCRIPTION.operation(method, rawPath).orElseThrow();
        JsonNode schema = DESCRIPTION.resolved(operation.node().path("requestBody"))
                .at("/content/application~1json/schema");
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
