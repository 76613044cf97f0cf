package io.tidings.domain.notification;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The notifications of all apps. What goes in comes out equal, overridden settings too; how these are sealed at rest is
 * the store's affair.
 *
 * <p>Safe for use by many threads; each method may be called inside a unit of work or alone.
 */
public interface NotificationStore {

    /** Adds a notification with a new identifier. */
    void add(Notification notification);

    Optional<Notification> find(NotificationId id);

    /** Those of the notifications that there are, by identifier. */
    Map<NotificationId, Notification> find(Collection<NotificationId> ids);
}
