package io.tidings.domain.delivery;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import java.time.Instant;

/**
 * What a delivery is to achieve; never changes.
 *
 * @param expiresAt the last moment: what has not been handed to a provider by then is discarded
 */
public record DeliveryOrder(DeliveryId id, NotificationId notification, AppId app, UserId user, Channel channel,
        Instant createdAt, Instant expiresAt) {}
