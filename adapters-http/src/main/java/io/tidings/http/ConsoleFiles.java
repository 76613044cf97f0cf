package io.tidings.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the console's browser side is made of: its page, and whatever that needs, found by following links and imports.
 * Nothing else is ever served, and nothing has to be listed twice. All of it stands below a name that is made of the
 * content, so that browsers may keep it for ever.
 *
 * @param build the name that changes when any of the files does
 * @param files by path below it
 */
record ConsoleFiles(String build, Resource page, Map<String, Resource> files) {

    private static final String FOLDER = "console/";
    private static final String MAIN = "main.js";

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"assets/([a-z0-9./-]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\"(\\.{1,2}/[A-Za-z0-9_./-]+)\"");
    private static final Pattern LAZY = Pattern.compile("import\\(\"(\\.{1,2}/[A-Za-z0-9_./-]+)\"\\)");

    /** Where browser libraries lie in their WebJars: each a folder below {@code lib/}, named as it is imported. */
    private static final Map<String, String> LIBRARIES = Map.of("lit-html", "lit-html", "lit-element", "lit-element",
            "reactive-element", "lit__reactive-element");

    /** Browsers resolve no bare names: what Lit's modules call each other becomes a path. */
    private static final Map<String, String> NAMES = Map.of("\"lit-html\"", "\"../lit-html/lit-html.js\"",
            "\"@lit/reactive-element\"", "\"../reactive-element/reactive-element.js\"");

    static ConsoleFiles load() {
        String page = Resource.text(FOLDER + "index.html");
        var found = new LinkedHashMap<String, byte[]>();
        LINK.matcher(page).results().map(link -> link.group(1)).forEach(path -> follow(path, found));
        var eager = new LinkedHashMap<String, byte[]>();
        followEagerly(MAIN, found, eager);
        String build = digest(page, found);
        String preloads = eager.keySet().stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"assets/" + path + "\">")
                .collect(Collectors.joining("\n"));
        String whole = page.replace("<!-- modules -->", preloads).replace("\"assets/", "\"assets/" + build + "/");
        return new ConsoleFiles(build, Resource.of("text/html;charset=utf-8", whole),
                found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        file -> Resource.of(type(file.getKey()), file.getValue()))));
    }

    private static void follow(String path, Map<String, byte[]> found) {
        if (found.containsKey(path)) {
            return;
        }
        byte[] bytes = bytes(path);
        found.put(path, bytes);
        for (Pattern kind : List.of(IMPORT, LAZY)) {
            imports(kind, path, bytes).forEach(imported -> follow(imported, found));
        }
    }

    /** What is needed at once, and not only when somebody goes there. */
    private static void followEagerly(String path, Map<String, byte[]> found, Map<String, byte[]> eager) {
        if (eager.putIfAbsent(path, found.get(path)) == null) {
            imports(IMPORT, path, found.get(path)).forEach(imported -> followEagerly(imported, found, eager));
        }
    }

    private static List<String> imports(Pattern kind, String path, byte[] bytes) {
        if (!path.endsWith(".js")) {
            return List.of();
        }
        return kind.matcher(new String(bytes, StandardCharsets.UTF_8)).results()
                .map(found -> URI.create(path).resolve(found.group(1)).toString()).toList();
    }

    private static byte[] bytes(String path) {
        String[] parts = path.split("/", 3);
        return parts.length == 3 && parts[0].equals("lib")
                ? library(LIBRARIES.get(parts[1]), parts[2])
                : Resource.bytes(FOLDER + path);
    }

    private static byte[] library(String webjar, String file) {
        String text = new String(webjar(webjar, "org.webjars.npm", file), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text.replaceAll("\n//# sourceMappingURL=.*", "").getBytes(StandardCharsets.UTF_8);
    }

    /** A file of a WebJar, whose folder is named after its version, which its own properties tell. */
    static byte[] webjar(String name, String group, String file) {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(
                    Resource.bytes("/META-INF/maven/" + group + "/" + name + "/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Resource.bytes("/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/"
                + file);
    }

    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("what is the type of " + path + "?");
        };
    }

    private static String digest(String page, Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(page.getBytes(StandardCharsets.UTF_8));
            files.forEach((path, bytes) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
