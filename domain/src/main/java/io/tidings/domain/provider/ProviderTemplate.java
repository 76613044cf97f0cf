package io.tidings.domain.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A template that lies at a service, in an account of the app's.
 *
 * @param reference the service's identifier, by which a message names it
 * @param name      what the account calls it
 * @param language  such as {@code en} or {@code pt_BR}; empty where the service does not say
 * @param variables the places to be filled in, by name, each with the account's sample, which may be empty
 * @param approval  whether the channel lets it be sent
 * @param rejection why not, in the channel's words
 * @param category  what the channel takes it for, such as {@code UTILITY}
 * @param preview   its text with the places unfilled
 */
public record ProviderTemplate(String reference, String name, Optional<String> language, Map<String, String> variables,
        Approval approval, Optional<String> rejection, Optional<String> category, Optional<String> preview) {

    public ProviderTemplate {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Where the approval stands. */
    public enum Approval {
        /** It may be sent at any time. */
        APPROVED,
        /** The channel has not decided yet. */
        PENDING,
        /** The channel has refused it. */
        REJECTED,
        /** It was approved and may not be sent now. */
        PAUSED,
        /** It was approved and may not be sent any more. */
        DISABLED,
        /** Nobody has asked for an approval. */
        UNSUBMITTED,
        /** The service says something else. */
        UNKNOWN
    }
}
