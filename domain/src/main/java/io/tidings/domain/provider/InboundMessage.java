package io.tidings.domain.provider;

import java.util.Objects;
import java.util.Optional;

/**
 * A message from a person to a business sender. Services name no time that could be relied on: it counts from when it
 * reached us.
 *
 * @param id     the service's identifier of the message: the same whenever the service tells of it again
 * @param person who wrote
 * @param sender the business sender that was written to
 * @param text   what they wrote, only so that words such as STOP are recognised: never stored, logged or printed;
 *               empty where it is no text
 */
public record InboundMessage(String id, Address person, Address sender, Optional<String> text) {

    public InboundMessage {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a message has an identifier");
        }
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "InboundMessage[" + id + ", " + person + " to " + sender + "]";
    }
}
