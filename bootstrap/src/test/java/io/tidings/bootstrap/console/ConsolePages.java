package io.tidings.bootstrap.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All places of the console, as its own list of views has them, with something to be seen at each. */
final class ConsolePages {

    private static final String INDEX = "/io/tidings/http/console/views/index.js";
    private static final Pattern PATH = Pattern.compile("path: \"([^\"]+)\"");
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private ConsolePages() {}

    /** Paths with parameters such as {@code /apps/:app/users/:user}. */
    static Stream<String> paths() {
        try (InputStream in = ConsolePages.class.getResourceAsStream(INDEX)) {
            String index = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> code = index.lines().filter(line -> !line.startsWith(" *")).toList();
            return PATH.matcher(String.join("\n", code)).results().map(found -> found.group(1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One value for each parameter; what a page shows of it exists. */
    static Map<String, String> fill(Backend backend) {
        backend.admin("PUT", "/v1/apps/" + backend.appId() + "/templates/reminder", Map.of("contents",
                Map.of("whatsapp", Map.of("text", "Hello {{recipient.firstName}}", "outsideWindow",
                        Map.of("contentSid", "HX00000000000000000000000000000001", "contentVariables",
                                Map.of("1", "{{recipient.firstName}}", "2", "{{data.time}}"))))));
        Backend.ok(backend.admin("POST", "/v1/apps/" + backend.appId() + "/apiKeys", Map.of("name", "Nightly")));
        backend.awaitState(backend.send("ann", "+447700900100"), "seen");
        String delivery = backend.send("chloe", "+447700903024");
        JsonNode failed = backend.awaitState(delivery, "discarded");
        return Map.of("app", backend.appId(), "delivery", delivery, "request", failed.get("requestId").asText(),
                "channel", "whatsapp", "instance", backend.instanceId(), "user", "ann", "template", "reminder");
    }

    /** The place, for the browser's address. */
    static String place(String path, Map<String, String> parameters) {
        return "#" + PARAMETER.matcher(path).replaceAll(found -> {
            if (!parameters.containsKey(found.group(1))) {
                throw new IllegalArgumentException("what is a " + found.group(1) + "? Give a sample of it");
            }
            return parameters.get(found.group(1));
        });
    }
}
