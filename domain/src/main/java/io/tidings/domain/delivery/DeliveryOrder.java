package io.tidings.domain.delivery;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * What a delivery is to achieve; never changes.
 *
 * @param priority  what goes first within its lane
 * @param expiresAt the last moment: what has not been handed to a provider by then is discarded
 * @param resendOf  the ended delivery that a person had sent again by this one
 * @param reserve   whether there is approved content in reserve, to be sent where free text is not taken
 */
public record DeliveryOrder(DeliveryId id, NotificationId notification, AppId app, UserId user, Channel channel,
        Priority priority, Instant createdAt, Instant expiresAt, Optional<DeliveryId> resendOf,
        boolean reserve) {

    /** One without content in reserve. */
    public DeliveryOrder(DeliveryId id, NotificationId notification, AppId app, UserId user, Channel channel,
            Priority priority, Instant createdAt, Instant expiresAt, Optional<DeliveryId> resendOf) {
        this(id, notification, app, user, channel, priority, createdAt, expiresAt, resendOf, false);
    }
}
