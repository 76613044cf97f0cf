package io.tidings.domain.notification;

import io.tidings.domain.app.AppId;
import java.time.Instant;

/**
 * A request that was accepted under a caller's key.
 *
 * @param digest the SHA-256 of what was asked for, in lower-case hexadecimal digits
 * @param answer the notification that was made of it
 */
public record RememberedRequest(AppId app, IdempotencyKey key, String digest, NotificationId answer,
        Instant acceptedAt) {}
