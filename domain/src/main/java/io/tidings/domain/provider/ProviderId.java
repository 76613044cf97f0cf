package io.tidings.domain.provider;

import java.util.regex.Pattern;

/** The identifier of a kind of service that serves a channel, such as {@code twilio_whatsapp}. */
public record ProviderId(String id) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,59}");

    /**
     * @throws IllegalArgumentException when it is not a lower-case word of at most 60 letters, digits and underscores
     */
    public ProviderId {
        if (id == null || !FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("a provider is a lower-case word such as twilio_whatsapp");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
