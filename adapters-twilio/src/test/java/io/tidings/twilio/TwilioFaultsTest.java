package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.KnownFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "SETTINGS, 20003 20005 20006 20403 20404 10001",
        "RECIPIENT, 21211 21614 63003 63024",
        "RECIPIENT, 21610 63014 63033",
        "SETTINGS, 21212 21603 21606 21616 63007 63001 63002 63008 63020 63022 63051 63112",
        "SETTINGS, 21408 21608",
        "CONTENT, 21602 21617 21619 21620 21623 63005 63013 63019 63021 63034",
        "CONTENT, 21654 21655 21656 21657 21658 92002 92007 63027 63028 63040 63041 63042",
        "WINDOW_CLOSED, 63016",
        "SETTINGS, 63015",
        "HOLD, 63017 63018 63038 21611 30001",
        "RETRY, 63009 63010 63012 63023 63025 30008 30410 30500",
        "RECIPIENT, 63032 63049",
        "RETRY, 30036"})
    void code_hasItsKindAndSaysWhatToDo(FaultKind kind, String codes) {
        assertThat(Arrays.stream(codes.split(" "))).allSatisfy(code -> {
            var fault = TwilioFaults.of(code, Optional.empty());
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.explanation()).matches("[A-Z].{40,}\\.").doesNotContain("|");
            assertThat(fault.link()).contains(URI.create("https://www.twilio.com/docs/api/errors/" + code));
        });
    }

    /** The codes stand as texts in the sources, and nowhere else. */
    @Test
    void everyWordOfOurs_isExplained() throws IOException {
        var words = new TreeSet<String>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/tidings/twilio"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                String call = source.endsWith("ConnectionFaults.java")
                        ? "(?:case |return |[?:] )"
                        : "(?:ProviderFault\\.of|new ProviderFault|\\brefused)\\(\\s*";
                Pattern.compile(call + "\"([a-z_]+)\"( \\+)?").matcher(text).results()
                        .forEach(it -> words.add(it.group(1) + (it.group(2) == null ? "" : "{status}")));
            }
        }

        assertThat(words).contains("timeout", "recipient", "http_{status}", "connection_lost", "too_many");
        assertThat(TwilioFaults.known()).extracting(KnownFault::code).containsAll(words);
    }

    @Test
    void unknownCode_isNeverWithoutExplanation() {
        for (Optional<String> words : Arrays.asList(Optional.<String>empty(), Optional.of(""),
                Optional.of(" \u0001"))) {
            assertThat(TwilioFaults.of("64999", words).explanation()).contains("without an explanation");
        }
    }

    @Test
    void endlessWordsOfTwilio_areCut() {
        assertThat(TwilioFaults.of("64999", Optional.of("x ".repeat(10_000))).explanation()).hasSizeLessThan(600);
    }
}
