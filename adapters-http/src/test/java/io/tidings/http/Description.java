package io.tidings.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API's own description, read back from what the server serves. Answers are closed for the tests: a member that is
 * not described is a mistake here, while clients are told that there may be more.
 */
final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getOpenApi31(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document = read();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, Schema> schemas = new IdentityHashMap<>();
    private final Set<JsonNode> closed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A path with a method, as they stand in the document. */
    record Operation(String method, String path, Pattern pattern, JsonNode node) {

        boolean serves(String asked, String rawPath) {
            return method.equals(asked) && pattern.matcher(rawPath).matches();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    Description() {
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .forEach(member -> operations.add(new Operation(member.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(), pattern(path.getKey()), member.getValue()))));
        // The path with the longer text is the nearer one.
        operations
                .sort(Comparator.comparing((Operation it) -> it.path().replaceAll("\\{\\w+}", "").length()).reversed());
        operations.forEach(operation -> responses(operation).values()
                .forEach(response -> response.path("content").forEach(content -> close(content.path("schema"), true))));
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String method, String rawPath) {
        String served = method.equals("HEAD") ? "GET" : method;
        return operations.stream().filter(operation -> operation.serves(served, rawPath)).findFirst();
    }

    /** By status, with {@code default} for all others. */
    Map<String, JsonNode> responses(Operation operation) {
        return operation.node().get("responses").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, response -> resolved(response.getValue())));
    }

    /** What applies to every request that no operation has seen. */
    JsonNode otherwise() {
        return document.at("/components/responses/Otherwise");
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** What the schema finds wrong with the value. */
    synchronized List<String> problems(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage()).toList();
    }

    /** The schema as a document of its own, with all that it may refer to. */
    private Schema compiled(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) schema);
        return REGISTRY.getSchema(whole.set("components", document.get("components")));
    }

    /** @param whole whether what it describes is an object by itself, and no part of one that others describe too */
    private void close(JsonNode schema, boolean whole) {
        if (!(schema instanceof ObjectNode node)) {
            return;
        }
        boolean object = isOpenObject(node);
        if (closed.add(node)) {
            if (node.has("$ref")) {
                close(resolved(node), false);
            }
            node.path("properties").forEach(member -> close(member, true));
            node.path("oneOf").forEach(member -> close(member, true));
            node.path("allOf").forEach(member -> close(member, false));
            close(node.path("items"), true);
            close(node.path("additionalProperties"), true);
        }
        if (whole && object) {
            node.put("unevaluatedProperties", false);
        }
    }

    private boolean isOpenObject(JsonNode schema) {
        if (schema.has("additionalProperties")) {
            return false;
        }
        return schema.has("properties") || schema.has("allOf") || schema.has("$ref") && isOpenObject(resolved(schema));
    }

    /**
     * An identifier is all that follows in the path; other parameters end at the next slash. The server overlooks a
     * slash at the end.
     */
    private static Pattern pattern(String path) {
        return Pattern.compile(Pattern.compile("\\{(\\w+)}").matcher(path)
                .replaceAll(parameter -> parameter.group(1).matches("identifier|file") ? ".+" : "[^/]+") + "/?");
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(OpenApi.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
