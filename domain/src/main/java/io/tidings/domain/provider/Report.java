package io.tidings.domain.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a service says of one message, by callback or when asked.
 *
 * @param reference the service's identifier of the message
 * @param status    what it says, in our words
 * @param word      the service's own word for it, such as {@code undelivered}
 * @param fault     why, where {@code status} is {@link ReportedStatus#FAILED}; present exactly then
 * @param raw       the form as it was received, for people who look closely; no secrets
 */
public record Report(String reference, ReportedStatus status, String word, Optional<ProviderFault> fault,
        Map<String, String> raw) {

    public Report {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(word, "word");
        if ((status == ReportedStatus.FAILED) != fault.isPresent()) {
            throw new IllegalArgumentException("a failure has a fault, and nothing else has");
        }
        raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }
}
