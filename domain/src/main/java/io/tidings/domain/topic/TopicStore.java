package io.tidings.domain.topic;

import io.tidings.domain.app.AppId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The topics of all apps and who is subscribed to them. A subscriber need not be a user whom the app knows.
 *
 * <p>Safe for use by many threads and many processes; each method may be called inside a unit of work or alone.
 */
public interface TopicStore {

    /** Adds a topic with a new identifier. @return false, and nothing changes, when the app has one of that name */
    boolean add(Topic topic);

    /** @return whether there was one to rename */
    boolean rename(TopicId id, String name);

    /** Removes it with all its subscriptions. @return whether there was one to remove */
    boolean remove(TopicId id);

    /** Inside a unit of work nobody else changes or removes what was found until the unit ends. */
    Optional<Topic> find(TopicId id);

    /** By the app's own identifier. */
    Optional<Topic> find(AppId app, String identifier);

    /** All topics of an app, in the order of their identifiers. */
    List<Topic> ofApp(AppId app);

    /**
     * Subscribes users to a topic that there is; one who is subscribed gets the new channels, and one who is named
     * twice the later ones.
     */
    void subscribe(TopicId topic, Collection<Subscription> subscriptions);

    /** @return how many of them were subscribed until now */
    int unsubscribe(TopicId topic, Collection<UserId> users);

    /** Those who are subscribed, in the order of their identifiers, at most so many. */
    List<Subscription> subscribers(TopicId topic, int limit);

    /** What the user is subscribed to, in the order of the topics' identifiers. */
    List<Subscribed> ofUser(AppId app, UserId user);

    /** A topic that a user is subscribed to, with the channels of {@link Subscription}. */
    record Subscribed(Topic topic, Set<Channel> channels) {}

    /** Ends all subscriptions of the user. */
    void forget(AppId app, UserId user);
}
