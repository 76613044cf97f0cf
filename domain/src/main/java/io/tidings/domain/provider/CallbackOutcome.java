package io.tidings.domain.provider;

import java.util.List;

/** What a provider reads in a callback. */
public sealed interface CallbackOutcome {

    /** The service reports on messages, and the request is proven to come from it. */
    record Reports(List<Report> reports) implements CallbackOutcome {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    /**
     * A person has written to a business sender, and the request is proven to come from the service.
     *
     * @param answer what the service wants to hear; also when the message was told of before
     */
    record Received(InboundMessage message, CallbackAnswer answer) implements CallbackOutcome {}

    /**
     * Nothing proves that the service sent this, with these settings: it changes nothing. {@code why} holds no secret.
     */
    record Forged(String why) implements CallbackOutcome {}

    /** It comes from the service, and there is nothing in it for a delivery. */
    record Ignored(String why) implements CallbackOutcome {}
}
