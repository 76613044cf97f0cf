package io.tidings.domain.app;

import java.time.Instant;
import java.util.Optional;

/**
 * A further API key of an app, with a secret of its own: for another of its servers, or to change keys without a gap.
 * It proves the app until it is revoked or has expired; in the URLs of callbacks, which prove themselves, it names the
 * app for ever.
 *
 * @param name      what the operator calls it
 * @param expiresAt from this moment on it proves nothing; empty means never
 */
public record AppKey(AppKeyId id, AppId app, String name, ApiKey key, SecretDigest secret, Optional<Instant> expiresAt,
        Optional<Instant> revokedAt, Instant createdAt) {

    /** Whether it proves the app at that moment. */
    public boolean live(Instant now) {
        return revokedAt.isEmpty() && expiresAt.filter(at -> !now.isBefore(at)).isEmpty();
    }
}
