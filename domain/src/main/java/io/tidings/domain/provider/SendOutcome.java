package io.tidings.domain.provider;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to hand a message to a provider. */
public sealed interface SendOutcome {

    /**
     * The service took the message: the delivery is {@code sent}.
     *
     * @param reference the service's identifier of the message, by which its receipts and look-ups name it
     */
    record Accepted(String reference) implements SendOutcome {
        public Accepted {
            if (reference == null || reference.isBlank()) {
                throw new IllegalArgumentException(
                        "an accepted message has a reference; without one the outcome is uncertain");
            }
        }
    }

    /**
     * The service surely did not take the message, and later it may: it is sent again within its budget of time.
     *
     * @param fault why; of kind {@link FaultKind#SETTINGS} when nothing can be sent with these settings until an
     *              operator acts
     * @param after how long the service asked us to wait, where it did
     */
    record Deferred(ProviderFault fault, Optional<Duration> after) implements SendOutcome {}

    /** The service surely did not take the message and never will: the delivery is discarded. */
    record Refused(ProviderFault fault) implements SendOutcome {}

    /** The service may have taken the message: it is never blindly sent again; evidence decides. */
    record Uncertain(ProviderFault fault) implements SendOutcome {}
}
