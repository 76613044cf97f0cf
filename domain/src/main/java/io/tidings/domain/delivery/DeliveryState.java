package io.tidings.domain.delivery;

/**
 * Where a delivery stands.
 *
 * <p>The constants are declared in the order of their rank, and that order is the law of receipts: a receipt moves a
 * delivery to the higher of what it was and what the receipt says. Proof that a person has the message thus outranks a
 * report that they have not.
 */
public enum DeliveryState {

    /** Accepted by us, not yet handed to a provider, or due to be handed over again. */
    QUEUED,

    /** A provider is being called, or it is not known what became of the call. */
    SENDING,

    /** The provider's API accepted the message. No promise of delivery. */
    SENT,

    /** Not delivered, with an explanation. */
    DISCARDED,

    /** On the person's device; not seen yet as far as anybody reported. */
    DELIVERED,

    /** Read. Only where the person lets read receipts be sent. */
    SEEN;

    public DeliveryState max(DeliveryState other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether nothing will be sent any more. A late receipt may still raise the state. */
    public boolean ended() {
        return compareTo(DISCARDED) >= 0;
    }

    /** The state in lower case, as the API shows it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
