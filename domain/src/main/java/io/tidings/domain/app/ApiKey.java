package io.tidings.domain.app;

import java.util.regex.Pattern;

/** The public name of an app, part of the URLs that providers call back. It proves nothing. */
public record ApiKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** @throws IllegalArgumentException when it is not 1 to 64 letters, digits, {@code _} and {@code -} */
    public ApiKey {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an API key has 1 to 64 letters, digits, _ and -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
