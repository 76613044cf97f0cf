package io.tidings.domain.delivery;

import java.time.Instant;

/**
 * The one next thing that is to be done for a delivery, and when. Whoever does it first takes a lease: moves {@code at}
 * to the end of the lease, so that the thing falls due again should its doer die.
 */
public record Due(Step step, Instant at) {

    /** What can be due. */
    public enum Step {
        /** Hand it to the provider. */
        SEND,
        /** Find out what became of an attempt whose end is not known. */
        RESOLVE,
        /** Ask the provider how a message fares whose receipts have not come. */
        POLL
    }
}
