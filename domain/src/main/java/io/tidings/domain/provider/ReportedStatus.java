package io.tidings.domain.provider;

/** What a service says of a message, in our words. */
public enum ReportedStatus {

    /** The service has it and is working on it. */
    SENT,

    /** It could not be delivered, and this message never will be. */
    FAILED,

    /** It is on the person's device. */
    DELIVERED,

    /** The person has read it. */
    SEEN,

    /** A word that the provider does not know: kept in the timeline, moves nothing. */
    UNKNOWN
}
