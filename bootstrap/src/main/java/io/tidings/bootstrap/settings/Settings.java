package io.tidings.bootstrap.settings;

import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What this process was told, checked. Read once.
 *
 * @param databaseUrl a JDBC URL
 * @param httpPort    0 takes a free one
 * @param publicUrl   without a slash at the end; empty where providers cannot reach us
 * @param adminToken  empty: generated into a file
 * @param masterKey   empty: generated into a file
 * @param pollAfter   empty: as fits whether callbacks can reach us
 * @param rateLimit   requests a second of each API key; 0 means no limit
 * @param console     whether the console is served
 */
public record Settings(Path dataDir, String databaseUrl, String httpHost, int httpPort, Optional<URI> publicUrl,
        Optional<Secret> adminToken,
        Optional<Secret> masterKey, URI twilioApiUrl, Duration twilioTimeout, Duration lease, Duration evidenceWindow,
        Optional<Duration> pollAfter, Duration deliveryBudget, Duration retention, Duration idempotency,
        ConsentWords consentWords, int rateLimit, boolean console) {

    /** With secrets hidden, also the password that the database URL may hold. */
    @Override
    public String toString() {
        return SettingsReader.describe(this).toString();
    }
}
