package io.tidings.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.conversation.Consent.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentWordsTest {

    private final ConsentWords words = ConsentWords.of(List.of("STOP", "quit"), List.of("START"));

    @Test
    void wholeMessage_decidesInWhateverCase() {
        for (String text : List.of("STOP", "stop", " Stop\n", "QUIT")) {
            assertThat(words.match(text)).as(text).hasValueSatisfying(
                    match -> assertThat(match.decision()).isEqualTo(Decision.OPTED_OUT));
        }
        assertThat(words.match("start").orElseThrow()).isEqualTo(
                new ConsentWords.Match(Decision.OPTED_IN, "START"));
    }

    @Test
    void wordAmongOthers_decidesNothing() {
        for (String text : List.of("", "STOP it", "please stop", "STOPP", "ST OP", "stop start")) {
            assertThat(words.match(text)).as(text).isEmpty();
        }
    }

    @Test
    void languageOfTheMachine_changesNoWord() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(ConsentWords.of(List.of("QUIT"), List.of("START")).match("quit")).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void wordsThatContradictOrAreMissing_areRefused() {
        assertThatThrownBy(() -> new ConsentWords(Set.of("stop"), Set.of("STOP"))).hasMessageContaining("both");
        assertThatThrownBy(() -> new ConsentWords(Set.of(" "), Set.of("START"))).hasMessageContaining("must be");
        assertThatThrownBy(() -> new ConsentWords(Set.of("STOP"), Set.of())).hasMessageContaining("must be");
    }
}
