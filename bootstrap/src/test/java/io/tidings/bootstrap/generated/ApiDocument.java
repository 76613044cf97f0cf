package io.tidings.bootstrap.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What a server says of its own API, as far as requests can be made up from it. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;

    /** @param body the media type that it takes, with its schema and examples */
    record Operation(String method, String path, List<JsonNode> parameters, Optional<JsonNode> body) {

        /** Whether there is nothing to be wrong but its address and its headers. */
        boolean isBare() {
            return parameters.isEmpty() && body.isEmpty();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    ApiDocument(String yaml) throws IOException {
        document = new YAMLMapper().readTree(yaml);
    }

    /** All of them, and the HEAD of every GET. */
    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .forEach(member -> {
                    var operation = operation(member.getKey(), path.getKey(), path.getValue(), member.getValue());
                    operations.add(operation);
                    if (operation.method().equals("GET")) {
                        operations.add(operation("head", path.getKey(), path.getValue(), member.getValue()));
                    }
                }));
        return operations;
    }

    private Operation operation(String method, String path, JsonNode shared, JsonNode own) {
        List<JsonNode> parameters = Stream.of(shared, own).flatMap(holder -> holder.path("parameters").valueStream())
                .map(this::resolved).toList();
        JsonNode contents = resolved(own.path("requestBody")).path("content");
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, contents.valueStream().findFirst());
    }

    /** A body as it should be, or as good as: one of the examples, or what the schema says. */
    JsonNode body(JsonNode mediaType, Random random) {
        List<JsonNode> examples = mediaType.path("examples").valueStream().map(it -> it.get("value")).toList();
        return examples.isEmpty() || random.nextBoolean()
                ? value(mediaType.path("schema"), random, 0)
                : one(examples, random).deepCopy();
    }

    /** A value that the schema allows, mostly. */
    JsonNode value(JsonNode schema, Random random, int depth) {
        JsonNode resolved = resolved(schema);
        List<JsonNode> given = Stream.of("examples", "enum").flatMap(name -> resolved.path(name).valueStream())
                .toList();
        List<JsonNode> choices = Stream.of("oneOf", "anyOf").flatMap(name -> resolved.path(name).valueStream())
                .toList();
        if (depth > 8) {
            return JSON.nullNode();
        } else if (resolved.has("const")) {
            return resolved.get("const");
        } else if (!given.isEmpty() && random.nextInt(4) > 0) {
            return one(given, random).deepCopy();
        } else if (!choices.isEmpty()) {
            return value(one(choices, random), random, depth + 1);
        }
        return ofType(resolved, random, depth);
    }

    private JsonNode ofType(JsonNode schema, Random random, int depth) {
        List<String> types = schema.path("type").isArray()
                ? schema.get("type").valueStream().map(JsonNode::asText).toList()
                : List.of(schema.path("type").asText("object"));
        return switch (one(types, random)) {
            case "object" -> object(schema, random, depth);
            case "array" -> {
                ArrayNode items = JSON.arrayNode();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    items.add(value(schema.path("items"), random, depth + 1));
                }
                yield items;
            }
            case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1) + random.nextInt(3));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(switch (schema.path("format").asText()) {
                case "date-time" -> "2026-11-24T10:00:00Z";
                case "uuid" -> "0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50";
                default -> "x".repeat(1 + random.nextInt(12));
            });
        };
    }

    private ObjectNode object(JsonNode schema, Random random, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("allOf").forEach(part -> {
            if (value(part, random, depth + 1) instanceof ObjectNode more) {
                object.setAll(more);
            }
        });
        schema.path("properties").properties().stream().filter(member -> random.nextInt(3) > 0)
                .forEach(member -> object.set(member.getKey(), value(member.getValue(), random, depth + 1)));
        if (schema.path("additionalProperties").isObject()) {
            object.set("any", value(schema.get("additionalProperties"), random, depth + 1));
        }
        return object;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
