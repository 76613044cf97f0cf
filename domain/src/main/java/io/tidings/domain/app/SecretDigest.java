package io.tidings.domain.app;

import io.tidings.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an API secret, all that is kept of it.
 *
 * <p>One round of SHA-256 is enough because secrets are 256 random bits of our own making: there is nothing to guess,
 * so a slow hash would protect nothing and cost every request.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record SecretDigest(String hex) {

    public SecretDigest {
        if (hex == null || hex.length() != 64) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
        }
    }

    public static SecretDigest of(Secret secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return new SecretDigest(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether it is the digest of that secret, found in the same time wherever they differ. */
    public boolean matches(Secret secret) {
        return MessageDigest.isEqual(hex.getBytes(StandardCharsets.US_ASCII),
                of(secret).hex.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return Secret.MASK;
    }
}
