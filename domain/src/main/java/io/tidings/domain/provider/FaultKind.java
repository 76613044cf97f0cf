package io.tidings.domain.provider;

/** Who can do something about a fault, and what follows from it. */
public enum FaultKind {

    /** This person cannot be reached: final for the delivery. */
    RECIPIENT,

    /** The message or its template is not acceptable: final for the delivery; whoever sends mends the content. */
    CONTENT,

    /**
     * This person may not be sent free text now, but what the service has approved: a delivery that has such content
     * in reserve is sent again with that, once; final for any other.
     */
    WINDOW_CLOSED,

    /** The set-up at the service is wrong: an operator must act. */
    SETTINGS,

    /** A quota is used up: wait long. */
    HOLD,

    /** A passing fault: the same request may succeed later. */
    RETRY,

    /** Not known to us: final for the delivery, shown with the service's own words. */
    UNKNOWN;

    /** Whether the same message may succeed later without anybody doing anything. */
    public boolean passes() {
        return this == HOLD || this == RETRY;
    }
}
