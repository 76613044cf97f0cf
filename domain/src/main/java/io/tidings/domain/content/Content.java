package io.tidings.domain.content;

import java.util.Optional;

/**
 * What a notification says, as the caller wrote it.
 *
 * @param title   a heading
 * @param message the text
 * @param url     where the notification leads
 * @param icon    a picture's URL
 */
public record Content(Optional<String> title, Optional<String> message, Optional<String> url, Optional<String> icon) {

    /** The text of a channel that shows one text: the message, else the title. */
    public Optional<String> text() {
        return message.filter(text -> !text.isBlank()).or(() -> title.filter(text -> !text.isBlank()));
    }

    public static Content of(String message) {
        return new Content(Optional.empty(), Optional.of(message), Optional.empty(), Optional.empty());
    }
}
