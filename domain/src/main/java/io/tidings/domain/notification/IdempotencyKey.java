package io.tidings.domain.notification;

/**
 * A caller's own name for a request, so that repeating the request changes nothing. Scoped to the app.
 *
 * @param value 1 to 255 visible ASCII characters and spaces
 */
public record IdempotencyKey(String value) {

    public static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException with a clause that says what is wrong */
    public IdempotencyKey {
        if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("must have visible ASCII characters only");
        }
    }
}
