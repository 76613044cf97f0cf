package io.tidings.domain.log;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;

/** Something that happened to a delivery, and to which. */
public record Change(Position position, AppId app, NotificationId notification, DeliveryId delivery, UserId user,
        TimelineEntry entry) {}
