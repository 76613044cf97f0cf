package io.tidings.domain.profile;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in the form of ITU-T E.164: {@code +}, country code, number, no spaces: {@code +919988776655}. Prints
 * masked.
 */
public record PhoneNumber(String e164) {

    /** E.164 allows fifteen digits; the shortest numbers in use with a country code have seven. */
    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern LONG_DIGITS = Pattern.compile("\\d{7,}");

    /** @throws IllegalArgumentException when it has another form; the message does not repeat it */
    public PhoneNumber {
        if (e164 == null || !FORM.matcher(e164).matches()) {
            throw new IllegalArgumentException(
                    "must be a plus sign, the country code and the number, with no spaces or other characters,"
                            + " such as +919988776655");
        }
    }

    public static Optional<PhoneNumber> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new PhoneNumber(text)) : Optional.empty();
    }

    /** Enough to recognise a number that one knows: {@code +91********55}. */
    public String masked() {
        return maskIn(e164);
    }

    /** Masks every run of digits in a text that is long enough to be a phone number, as {@link #masked} does. */
    public static String maskIn(String text) {
        return LONG_DIGITS.matcher(text).replaceAll(match -> {
            String digits = match.group();
            return digits.substring(0, 2) + "*".repeat(digits.length() - 4) + digits.substring(digits.length() - 2);
        });
    }

    @Override
    public String toString() {
        return masked();
    }
}
