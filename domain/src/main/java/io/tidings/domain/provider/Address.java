package io.tidings.domain.provider;

import io.tidings.domain.profile.PhoneNumber;

/**
 * Where a person or a business sender is reached on a channel, as the provider writes it without the channel's name:
 * {@code +919988776655} on WhatsApp, where it may as well be an identifier such as {@code US.13491208655302741918}.
 * Compared letter by letter. Prints masked.
 */
public record Address(String value) {

    public static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException with a clause that says what is wrong; it does not repeat the address */
    public Address {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c)
                || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("must not contain spaces or control characters");
        }
    }

    /** Whether it may be an address at all. */
    public static boolean fits(String value) {
        try {
            new Address(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return PhoneNumber.maskIn(value);
    }
}
