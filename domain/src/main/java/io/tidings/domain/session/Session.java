package io.tidings.domain.session;

import io.tidings.domain.app.SecretDigest;
import java.time.Instant;

/**
 * An operator who has signed in.
 *
 * @param proof     the digest of what the browser keeps, and names the session
 * @param expiresAt from then on it proves nothing
 */
public record Session(SecretDigest proof, Instant createdAt, Instant expiresAt) {

    public boolean live(Instant now) {
        return now.isBefore(expiresAt);
    }
}
