package io.tidings.domain.provider;

import java.util.List;

/** What a service answers when it is asked for a message. */
public sealed interface LookUpOutcome {

    /**
     * All messages that fit the question, each with what the service says of it now; an empty list says that it knows
     * of none.
     */
    record Found(List<Report> reports) implements LookUpOutcome {
        public Found {
            reports = List.copyOf(reports);
        }
    }

    /** The service did not answer now; later it may. */
    record Unanswered(ProviderFault fault) implements LookUpOutcome {}

    /** The service cannot be asked this, or refuses to answer: no evidence can be had this way. */
    record Refused(ProviderFault fault) implements LookUpOutcome {}
}
