package io.tidings.domain.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known between a person and a business sender.
 *
 * @param consent        the last decision about the person, whatever the sender
 * @param lastMessage    when the person last wrote to the sender
 * @param listeningSince when anybody first wrote to the sender
 */
public record Correspondence(Optional<Consent> consent, Optional<Instant> lastMessage,
        Optional<Instant> listeningSince) {

    public static final Correspondence NONE = new Correspondence(Optional.empty(), Optional.empty(),
            Optional.empty());

    /** Why nothing may be sent to the person. */
    public Optional<Consent> optOut() {
        return consent.filter(Consent::optedOut);
    }

    public ServiceWindow window(Instant now) {
        return ServiceWindow.at(now, lastMessage, listeningSince);
    }
}
