package io.tidings.domain.provider;

import java.util.regex.Pattern;

/** Where a message is read, such as {@code whatsapp} or {@code sms}. An open set: providers bring their own. */
public record Channel(String id) implements Comparable<Channel> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /**
     * @throws IllegalArgumentException when it is not a lower-case word of at most 40 letters, digits and underscores
     */
    public Channel {
        if (id == null || !FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("a channel is a lower-case word such as whatsapp");
        }
    }

    @Override
    public int compareTo(Channel other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
