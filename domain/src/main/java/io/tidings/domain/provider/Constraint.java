package io.tidings.domain.provider;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What values of a setting are right. Adapters may show it (a form, a document), so it is data and no function. */
public sealed interface Constraint {

    /**
     * What is wrong with the value, as a clause that follows the field's name; empty when it is right. Never repeats
     * the value.
     */
    Optional<String> problemOf(String value);

    /** Any text of at most so many characters without control characters. */
    record AnyText(int maxLength) implements Constraint {
        @Override
        public Optional<String> problemOf(String value) {
            if (value.length() > maxLength) {
                return Optional.of("must have at most " + maxLength + " characters");
            }
            return value.chars().anyMatch(Character::isISOControl)
                    ? Optional.of("must not contain control characters")
                    : Optional.empty();
        }
    }

    /**
     * A text that a regular expression matches as a whole.
     *
     * @param regex   in the common subset of Java's and JavaScript's syntax, so that a browser can check it as well
     * @param says    the rule in words, as a clause: {@code must be AC followed by 32 hexadecimal digits}
     * @param example a value that is right, and nobody's
     */
    record Matching(String regex, String says, String example) implements Constraint {
        public Matching {
            if (!Pattern.matches(regex, example)) {
                throw new IllegalArgumentException("the example breaks the rule: " + regex);
            }
        }

        @Override
        public Optional<String> problemOf(String value) {
            return Pattern.matches(regex, value) ? Optional.empty() : Optional.of(says);
        }
    }

    /** One of a few values. */
    record OneOf(List<String> values) implements Constraint {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public Optional<String> problemOf(String value) {
            return values.contains(value)
                    ? Optional.empty()
                    : Optional.of("must be one of " + String.join(", ", values));
        }
    }
}
