package io.tidings.domain.template;

import java.util.regex.Pattern;

/** What an app calls one of its templates, such as {@code appointment_reminder}. Never changes. */
public record TemplateIdentifier(String value) implements Comparable<TemplateIdentifier> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** @throws IllegalArgumentException with a clause that says what is wrong, when it has another form */
    public TemplateIdentifier {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 100 letters, digits, dots, underscores and hyphens, a"
                    + " letter or digit first, such as appointment_reminder");
        }
    }

    @Override
    public int compareTo(TemplateIdentifier other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
