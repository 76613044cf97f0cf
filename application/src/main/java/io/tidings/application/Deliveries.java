package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of it? */
public final class Deliveries {

    /** How many deliveries a page has at most. */
    public static final int MAX_PAGE = 1_000;

    private final NotificationStore notifications;
    private final DeliveryStore deliveries;

    public Deliveries(NotificationStore notifications, DeliveryStore deliveries) {
        this.notifications = notifications;
        this.deliveries = deliveries;
    }

    /** A notification, how many of its deliveries stand where, and a page of them. */
    public record Progress(Notification notification, Map<DeliveryState, Long> counts, Page<Delivery> page) {}

    /** A delivery and all that happened to it, oldest first. */
    public record Story(Delivery delivery, List<TimelineEntry> timeline) {}

    /** @throws Problem.NotFound also when it is another app's */
    public Progress progress(App app, NotificationId id, Optional<String> cursor, int limit) {
        Notification notification = notifications.find(id)
                .filter(found -> found.app().equals(app.id()))
                .orElseThrow(() -> new Problem.NotFound("notification"));
        if (limit < 1 || limit > MAX_PAGE) {
            throw new Problem.Invalid("limit", "must be from 1 to " + MAX_PAGE);
        }
        return new Progress(notification, deliveries.count(id), page(id, cursor, limit));
    }

    /** @throws Problem.NotFound also when it is another app's */
    public Story story(App app, DeliveryId id) {
        Delivery delivery = deliveries.find(id)
                .filter(found -> found.order().app().equals(app.id()))
                .orElseThrow(() -> new Problem.NotFound("delivery"));
        return new Story(delivery, deliveries.timeline(id));
    }

    private Page<Delivery> page(NotificationId id, Optional<String> cursor, int limit) {
        try {
            return deliveries.ofNotification(id, cursor, limit);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("cursor", "must be the nextCursor of an earlier answer");
        }
    }
}
