package io.tidings.domain.notification;

import io.tidings.domain.app.AppId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The notifications of all apps. What goes in comes out equal, overridden settings too; how these are sealed at rest is
 * the store's affair.
 *
 * <p>Safe for use by many threads; each method may be called inside a unit of work or alone.
 */
public interface NotificationStore {

    /** Adds notifications with new identifiers. All or none. */
    void add(Collection<Notification> notifications);

    Optional<Notification> find(NotificationId id);

    /** Those of the notifications that there are, by identifier. */
    Map<NotificationId, Notification> find(Collection<NotificationId> ids);

    /** The notifications of the app that were accepted as parts of that run of that workflow, oldest first. */
    List<NotificationId> ofRun(AppId app, String workflow, String cancellationKey);

    /**
     * Removes notifications that were accepted before that moment and never had a delivery. Those that had go with
     * their last one.
     *
     * @return how many were removed, at most so many
     */
    int removeEmpty(Instant before, int limit);
}
