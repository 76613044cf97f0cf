package io.tidings.domain.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be shown: it prints as {@code ********} wherever it is printed.
 *
 * <p>Equality takes the same time wherever two secrets of one length differ. The hash code is constant, so that a
 * secret is no useful key of a map.
 */
public final class Secret {

    /** What stands for a secret in logs, answers and forms. */
    public static final String MASK = "********";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        if (value == null) {
            throw new IllegalArgumentException("a secret needs a value");
        }
        return new Secret(value);
    }

    /** The text itself, for the one place that must use it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8),
                        that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
