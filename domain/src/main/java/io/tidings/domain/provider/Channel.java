package io.tidings.domain.provider;

import java.util.regex.Pattern;

/**
 * Where a message is read, such as {@code whatsapp} or {@code sms}. An open set: providers bring their own, and callers
 * name some that none of ours serves ({@code inApp}).
 */
public record Channel(String id) implements Comparable<Channel> {

    private static final Pattern FORM = Pattern.compile("[a-z][A-Za-z0-9_]{0,39}");

    /**
     * @throws IllegalArgumentException when it is not a word of at most 40 letters, digits and underscores that begins
     *                                  with a small letter
     */
    public Channel {
        if (id == null || !FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("a channel is a word that begins with a small letter, such as whatsapp");
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
