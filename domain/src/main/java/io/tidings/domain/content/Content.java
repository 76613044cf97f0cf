package io.tidings.domain.content;

import java.util.Optional;

/**
 * What a notification says.
 *
 * @param title    a heading
 * @param message  the text
 * @param url      where the notification leads
 * @param icon     a picture's URL
 * @param approved what the service makes of a template of its own, in place of a text
 */
public record Content(Optional<String> title, Optional<String> message, Optional<String> url, Optional<String> icon,
        Optional<ApprovedContent> approved) {

    /** Nothing, or nothing that is known. */
    public static final Content NONE = new Content(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /** What a caller says in their own words. */
    public Content(Optional<String> title, Optional<String> message, Optional<String> url, Optional<String> icon) {
        this(title, message, url, icon, Optional.empty());
    }

    /** The text of a channel that shows one text: the message, else the title. */
    public Optional<String> text() {
        return message.filter(text -> !text.isBlank()).or(() -> title.filter(text -> !text.isBlank()));
    }

    public static Content of(String message) {
        return new Content(Optional.empty(), Optional.of(message), Optional.empty(), Optional.empty());
    }

    /** The same with that text. */
    public Content saying(String text) {
        return new Content(title, Optional.of(text), url, icon);
    }

    /** The same without any words. */
    public Content withoutWords() {
        return new Content(Optional.empty(), Optional.empty(), url, icon);
    }

    /** A template of the service's in place of the text. */
    public Content by(ApprovedContent template) {
        return new Content(Optional.empty(), Optional.empty(), url, icon, Optional.of(template));
    }
}
