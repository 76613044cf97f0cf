package io.tidings.bootstrap.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Spoils JSON: here and there a value, a name, a whole branch, and now and then a byte. */
final class Mutant {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What stands in for a value; some of it is no JSON. */
    private static final List<String> VALUES = List.of("null", "true", "false", "0", "-1", "-0.0", "0.1", "1e400",
            "1e-400", "1e99999999999", "2147483648", "99999999999999999999999", "\"\"", "\" \"", "\"ann\"",
            "\"+447700900123\"",
            "\"9999-99-99T99:99:99Z\"", "\"+999999999-12-31T23:59:59Z\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"",
            "\"\\u0000\"", "\"\\u0007\"", "\"\\u202e\\ufeff\"", "\"" + "x".repeat(255) + "\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "\u00e4".repeat(5_000) + "\"", "\"{{\"", "\"{{#if data.x}}\"", "\"{{data.x}}\"", "\"%00\"",
            "\"../..\"",
            "\"'; DROP TABLE app; --\"", "\"${jndi:ldap://x}\"", "[]", "{}", "[null]", "[[[[]]]]", "[\"ann\", \"ann\"]",
            "{\"a\": 1, \"a\": 2}", "{\"\": {\"__proto__\": []}}", "[".repeat(40) + "]".repeat(40), "NaN", "'a'",
            "\u0007",
            "\"", "01", "/**/");

    private static final List<String> NAMES = List.of("", " ", "identifier", "__proto__", "\ud83d\ude00", "_config",
            "TWILIO_AUTH_TOKEN", "x".repeat(300), "\u0000", "version", "recipients");

    private final Random random;

    Mutant(Random random) {
        this.random = random;
    }

    byte[] of(JsonNode sound) {
        JsonNode root = JSON.arrayNode().add(sound);
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<JsonNode> places = new ArrayList<>();
            collect(root, places);
            spoil(ApiDocument.one(places, random));
        }
        String text = root.path(0).toString();
        for (int i = 0; i < VALUES.size(); i++) {
            text = text.replace('"' + mark(i) + '"', VALUES.get(i));
        }
        if (random.nextInt(25) == 0) {
            text = text.substring(0, random.nextInt(text.length() + 1));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(15) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void spoil(JsonNode place) {
        if (place instanceof ObjectNode object) {
            List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
            String name = names.isEmpty() || random.nextInt(6) == 0
                    ? ApiDocument.one(NAMES, random)
                    : ApiDocument.one(names, random);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(ApiDocument.one(NAMES, random), object.path(name).deepCopy());
                default -> object.put(name, strange());
            }
        } else if (place instanceof ArrayNode list && !list.isEmpty()) {
            list.set(random.nextInt(list.size()), JSON.textNode(strange()));
        }
    }

    private String strange() {
        return mark(random.nextInt(VALUES.size()));
    }

    private static String mark(int value) {
        return "@@" + value + "@@";
    }
}
