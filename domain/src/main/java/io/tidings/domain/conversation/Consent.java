package io.tidings.domain.conversation;

import io.tidings.domain.provider.Address;
import java.time.Instant;
import java.util.Optional;

/**
 * The last decision whether a person gets messages of an app on a channel. Of whom nothing was decided gets them.
 *
 * @param by   who decided
 * @param word the word by which the person decided, as it stands in the settings; present exactly then
 */
public record Consent(Address person, Decision decision, Instant since, By by, Optional<String> word) {

    /** What was decided. */
    public enum Decision {
        /** Nothing is sent to the person. */
        OPTED_OUT,
        /** An opt-out was taken back. */
        OPTED_IN
    }

    /** Who can decide. */
    public enum By {
        /** The person, by writing a word such as STOP. */
        PERSON,
        /** An operator, by hand. */
        OPERATOR
    }

    public Consent {
        if ((by == By.PERSON) != word.isPresent()) {
            throw new IllegalArgumentException("a person decides by a word, and nobody else does");
        }
    }

    public static Consent ofPerson(Address person, Decision decision, String word, Instant now) {
        return new Consent(person, decision, now, By.PERSON, Optional.of(word));
    }

    public static Consent ofOperator(Address person, Decision decision, Instant now) {
        return new Consent(person, decision, now, By.OPERATOR, Optional.empty());
    }

    public boolean optedOut() {
        return decision == Decision.OPTED_OUT;
    }
}
