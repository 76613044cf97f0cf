package io.tidings.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether WhatsApp's customer service window is open between a person and a business sender: free text is taken for 24
 * hours from each message of the person to that sender, outside of it nothing but approved templates
 * (https://www.twilio.com/docs/whatsapp/key-concepts).
 */
public enum ServiceWindow {

    /** The person has written lately. */
    OPEN,

    /** The person has surely not written for 24 hours, as far as messages reach us. */
    CLOSED,

    /** Nothing was heard of the person, and we have not listened for long enough to conclude anything from it. */
    UNKNOWN;

    public static final Duration LENGTH = Duration.ofHours(24);

    /**
     * @param lastMessage    when the person last wrote to the sender
     * @param listeningSince when anybody first wrote to the sender: since then we know that messages to it reach us
     */
    public static ServiceWindow at(Instant now, Optional<Instant> lastMessage, Optional<Instant> listeningSince) {
        if (lastMessage.isPresent()) {
            return over(lastMessage.get(), now) ? CLOSED : OPEN;
        }
        return listeningSince.filter(since -> over(since, now)).isPresent() ? CLOSED : UNKNOWN;
    }

    private static boolean over(Instant since, Instant now) {
        return !now.isBefore(since.plus(LENGTH));
    }
}
