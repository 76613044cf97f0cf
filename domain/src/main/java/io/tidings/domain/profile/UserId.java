package io.tidings.domain.profile;

/** A person as the app knows them: the app's own identifier, which may be an e-mail address or a phone number. */
public record UserId(String value) {

    public static final int MAX_LENGTH = 255;

    /**
     * @throws IllegalArgumentException with a clause that says what is wrong, when it is blank, too long or has control
     * characters
     */
    public UserId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must not contain control characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
