package io.tidings.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The description of this API in OpenAPI 3.1. It is written by hand, one part a resource, so that each can be read
 * beside its routes; each part has sections that are joined, as text, to one document.
 */
final class OpenApi {

    private static final String HEAD = "head";

    /** In the order in which they are shown. */
    private static final List<String> PARTS = List.of("common", "notifications", "cancelling", "deliveries", "users",
            "topics", "categories", "apps", "app-users", "api-keys", "providers", "provider-instances", "lanes",
            "templates",
            "opt-outs", "logs", "callbacks", "console", "operation");

    /** The sections of a part, in the order in which they stand in the document; all but the first are components. */
    private enum Section {
        paths, securitySchemes, parameters, headers, requestBodies, responses, schemas
    }

    private OpenApi() {}

    static String document() {
        var sections = new EnumMap<Section, List<String>>(Section.class);
        Stream.of(Section.values()).forEach(section -> sections.put(section, new ArrayList<>()));
        PARTS.forEach(part -> sort(part, sections));
        var document = new StringBuilder(Resource.text("openapi/" + HEAD + ".yaml"));
        sections.forEach((section, lines) -> {
            String indent = section == Section.paths ? "" : "  ";
            if (section.ordinal() == 1) {
                document.append("components:\n");
            }
            document.append(indent).append(section).append(":\n");
            lines.forEach(line -> document.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
        });
        return document.toString();
    }

    private static void sort(String part, Map<Section, List<String>> sections) {
        List<String> section = null;
        for (String line : Resource.text("openapi/" + part + ".yaml").lines().toList()) {
            if (line.matches("[a-zA-Z]+:")) {
                section = sections.get(Section.valueOf(line.substring(0, line.length() - 1)));
            } else if (section != null) {
                section.add(line);
            } else {
                throw new IllegalStateException(part + ".yaml begins with no section");
            }
        }
    }
}
