package io.tidings.twilio;

import java.util.stream.Collectors;
import java.util.regex.Pattern;
import io.tidings.domain.profile.PhoneNumber;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form or of a query, in the order in which they came; a name may have several values. */
record FormFields(Map<String, List<String>> values) {

    /** An address as a whole; a run of digits within an identifier is none. */
    private static final Pattern NUMBER = Pattern.compile("(?:whatsapp:)?\\+?[0-9]{7,15}X*");

    /** Never fails: what is no right escape stands for itself. */
    static FormFields parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String field : encoded.split("&")) {
            int equals = field.indexOf('=');
            String name = decoded(equals < 0 ? field : field.substring(0, equals));
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(field.substring(equals + 1)));
            }
        }
        return new FormFields(values);
    }

    /** The first value of a field, where it is not blank. */
    Optional<String> first(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }

    /**
     * As people may look at it: one text a field, phone numbers masked, and without NUL, which hardly anything can
     * keep.
     */
    Map<String, String> shown() {
        var shown = new LinkedHashMap<String, String>();
        values.forEach((name, all) -> shown.put(storable(name), all.stream().map(FormFields::masked)
                .map(FormFields::storable).collect(Collectors.joining(", "))));
        return shown;
    }

    static String masked(String text) {
        return NUMBER.matcher(text).matches() ? PhoneNumber.maskIn(text) : text;
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return text;
        }
    }
}
