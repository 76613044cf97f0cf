package io.tidings.domain.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * The latest that came to an app's callback URL of a provider: enough to see whether the URL is entered there and the
 * credentials fit.
 *
 * @param provenAt  when the provider last proved that it called; empty when it never did
 * @param refusedAt when a callback last proved nothing; empty when none came
 * @param refusal   what was wrong with that one, as a clause; there when {@code refusedAt} is
 */
public record LastCallback(Optional<Instant> provenAt, Optional<Instant> refusedAt, Optional<String> refusal) {

    /** Nothing has come so far. */
    public static final LastCallback NONE = new LastCallback(Optional.empty(), Optional.empty(), Optional.empty());
}
