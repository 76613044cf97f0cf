package io.tidings.twilio;

import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.KnownFault;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SettingProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Twilio's error codes, and words of ours beside them: who can do something about each, and what it means in plain
 * words. The knowledge itself is the file {@code faults.txt}.
 */
final class TwilioFaults {

    /** How far a fault of the settings reaches. */
    enum Reach {
        /** Nothing can be sent with these credentials. */
        ACCOUNT,
        /** Nothing can be sent from this sender. */
        SENDER,
        /** Other messages can be sent. */
        MESSAGE
    }

    /** One code of the file. */
    record Entry(FaultKind kind, Reach reach, String explanation) {}

    /** Longer texts of Twilio are cut: an explanation is read at a glance. */
    private static final int MAX_FOREIGN_TEXT = 500;

    private static final Map<String, Entry> ENTRIES = read();

    private TwilioFaults() {}

    static Optional<Entry> entry(String code) {
        return Optional.ofNullable(ENTRIES.get(code));
    }

    /**
     * The fault that a code stands for.
     *
     * @param code       Twilio's code, a number
     * @param twilioSays Twilio's own words, which explain codes that the file does not have
     */
    static ProviderFault of(String code, Optional<String> twilioSays) {
        Optional<URI> link = code.matches("[0-9]{4,6}")
                ? Optional.of(URI.create("https://www.twilio.com/docs/api/errors/" + code))
                : Optional.empty();
        return entry(code)
                .map(entry -> new ProviderFault(code, entry.kind(), entry.explanation(), link))
                .orElseGet(() -> new ProviderFault(code, FaultKind.UNKNOWN, unknown(twilioSays), link));
    }

    /** All that the file explains, in its order. */
    static List<KnownFault> known() {
        return ENTRIES.entrySet().stream().map(entry -> new KnownFault(entry.getKey(), entry.getValue().explanation()))
                .toList();
    }

    /** The fault of settings that cannot be used, with no request made. Names the keys, never a value. */
    static ProviderFault of(List<SettingProblem> problems) {
        return ProviderFault.of("settings", FaultKind.SETTINGS, problems.stream()
                .map(problem -> problem.key() + " " + problem.message())
                .collect(Collectors.joining("; ")));
    }

    /** A text from outside as it may be shown: one line, not too long, no whole phone number. */
    static String shown(String foreign) {
        String line = PhoneNumber.maskIn(foreign.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
        return line.length() <= MAX_FOREIGN_TEXT ? line : line.substring(0, MAX_FOREIGN_TEXT) + "…";
    }

    private static String unknown(Optional<String> twilioSays) {
        return twilioSays.map(TwilioFaults::shown).filter(text -> !text.isEmpty())
                .map(text -> "Twilio says: " + text)
                .orElse("Twilio gave this code without an explanation; the link leads to Twilio's page about it.");
    }

    private static Map<String, Entry> read() {
        var entries = new LinkedHashMap<String, Entry>();
        try (var in = new BufferedReader(new InputStreamReader(
                TwilioFaults.class.getResourceAsStream("faults.txt"), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] columns = line.split(" \\| ", 4);
                var kind = FaultKind.valueOf(columns[1]);
                var reach = kind == FaultKind.SETTINGS
                        ? Reach.valueOf(columns[2].toUpperCase(Locale.ROOT))
                        : Reach.MESSAGE;
                for (String code : columns[0].split(" ")) {
                    if (entries.put(code, new Entry(kind, reach, columns[3])) != null) {
                        throw new IllegalStateException("faults.txt explains " + code + " twice");
                    }
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Collections.unmodifiableMap(entries);
    }
}
