package io.tidings.domain.conversation;

import io.tidings.domain.conversation.Consent.Decision;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The words by which people opt out and in again. A message decides only when it is such a word and nothing else, in
 * capitals or not: "stop" does, "please stop" does not.
 */
public record ConsentWords(Set<String> optOut, Set<String> optIn) {

    /**
     * Twilio's own for text messages (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out), which it does
     * not apply to WhatsApp.
     */
    public static final ConsentWords STANDARD = of(
            List.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"),
            List.of("START", "YES", "UNSTOP"));

    public ConsentWords {
        optOut = folded(optOut);
        optIn = folded(optIn);
        if (optOut.isEmpty() || optIn.isEmpty()) {
            throw new IllegalArgumentException("there must be a word to opt out and one to opt in");
        }
        if (!Collections.disjoint(optOut, optIn)) {
            throw new IllegalArgumentException("no word can mean both to opt out and to opt in");
        }
    }

    public static ConsentWords of(List<String> optOut, List<String> optIn) {
        return new ConsentWords(new LinkedHashSet<>(optOut), new LinkedHashSet<>(optIn));
    }

    /** A decision and the word that stands for it. */
    public record Match(Decision decision, String word) {}

    /** What a message decides; empty for nearly all messages. */
    public Optional<Match> match(String text) {
        String word = folded(text);
        if (optOut.contains(word)) {
            return Optional.of(new Match(Decision.OPTED_OUT, word));
        }
        return optIn.contains(word) ? Optional.of(new Match(Decision.OPTED_IN, word)) : Optional.empty();
    }

    /** The word that is told to people who want messages again. */
    public String invitation() {
        return optIn.iterator().next();
    }

    private static Set<String> folded(Set<String> words) {
        var folded = new LinkedHashSet<String>();
        words.stream().map(ConsentWords::folded).filter(word -> !word.isEmpty()).forEach(folded::add);
        return Collections.unmodifiableSet(folded);
    }

    private static String folded(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
