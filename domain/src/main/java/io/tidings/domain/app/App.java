package io.tidings.domain.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant: it owns users, provider instances, notifications and deliveries, and sees nobody else's.
 *
 * @param budget how long its deliveries may wait to be handed over; empty means the installation's default
 */
public record App(AppId id, String name, ApiKey key, SecretDigest secret, Optional<Duration> budget,
        Instant createdAt) {}
