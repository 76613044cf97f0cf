package io.tidings.domain.provider;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a provider could not do something, so that a person understands it.
 *
 * @param code        the service's own code such as {@code 63016}, or a word of the provider such as {@code timeout};
 *                    never empty
 * @param kind        who can do something about it
 * @param explanation plain words: what happened and what to do; never empty, never a secret or a whole phone number
 * @param link        where the service explains it
 */
public record ProviderFault(String code, FaultKind kind, String explanation, Optional<URI> link) {

    public ProviderFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(link, "link");
        if (code == null || code.isBlank() || explanation == null || explanation.isBlank()) {
            throw new IllegalArgumentException("a fault needs a code and an explanation");
        }
    }

    public static ProviderFault of(String code, FaultKind kind, String explanation) {
        return new ProviderFault(code, kind, explanation, Optional.empty());
    }
}
