package io.tidings.application;

import java.util.Optional;

/** Texts by which callers name their things. */
final class Names {

    private static final int MAX_LENGTH = 255;

    private Names() {}

    /** @throws Problem.Invalid when it is blank, too long or has control characters */
    static String checked(String field, Optional<String> text) {
        String name = text.orElse("").strip();
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new Problem.Invalid(field,
                    "must be a text of 1 to " + MAX_LENGTH + " characters without control characters");
        }
        return name;
    }
}
