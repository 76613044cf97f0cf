package io.tidings.domain.app;

import java.time.Instant;

/** A tenant: it owns users, provider instances, notifications and deliveries, and sees nobody else's. */
public record App(AppId id, String name, ApiKey key, SecretDigest secret, Instant createdAt) {}
