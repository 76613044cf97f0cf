package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.topic.Subscription;
import io.tidings.domain.topic.Topic;
import io.tidings.domain.topic.TopicId;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.topic.TopicStore.Subscribed;
import io.tidings.domain.tx.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an app's users are subscribed to. A topic is named by its identifier or by ours. */
public final class Topics {

    private final TopicStore store;
    private final Transactions transactions;
    private final Timing timing;
    private final IdSource ids;

    public Topics(TopicStore store, Transactions transactions, Timing timing, IdSource ids) {
        this.store = store;
        this.transactions = transactions;
        this.timing = timing;
        this.ids = ids;
    }

    /**
     * @param name empty means the identifier
     * @throws Problem.Conflict when the app has a topic of that identifier
     */
    public Topic create(App app, Optional<String> identifier, Optional<String> name) {
        String own = Names.checked("identifier", identifier);
        var topic = new Topic(new TopicId(ids.next()), app.id(), own,
                name.isPresent() ? Names.checked("name", name) : own, timing.now());
        if (!store.add(topic)) {
            throw new Problem.Conflict(Problem.Conflict.Kind.NAME_TAKEN,
                    "There is already a topic with this identifier.");
        }
        return topic;
    }

    public Topic get(App app, String named) {
        return byId(named).flatMap(store::find).filter(topic -> topic.app().equals(app.id()))
                .or(() -> store.find(app.id(), named))
                .orElseThrow(() -> new Problem.NotFound("topic"));
    }

    /** All topics of the app, in the order of their identifiers. */
    public List<Topic> all(App app) {
        return store.ofApp(app.id());
    }

    /** Gives it another name; its identifier stays. */
    public Topic rename(App app, String named, Optional<String> name) {
        Topic topic = get(app, named);
        if (!store.rename(topic.id(), Names.checked("name", name))) {
            throw new Problem.NotFound("topic");
        }
        return get(app, topic.id().toString());
    }

    /** Removes it with all its subscriptions. */
    public void remove(App app, String named) {
        if (!store.remove(get(app, named).id())) {
            throw new Problem.NotFound("topic");
        }
    }

    /** Subscribes users; who is subscribed gets the new channels. */
    public Topic subscribe(App app, String named, Collection<Subscription> subscriptions) {
        return transactions.call(() -> {
            Topic topic = locked(app, named);
            store.subscribe(topic.id(), subscriptions);
            return topic;
        });
    }

    /** @return how many of them were subscribed until now */
    public int unsubscribe(App app, String named, Collection<UserId> users) {
        return store.unsubscribe(get(app, named).id(), users);
    }

    /** What a user is subscribed to; nothing, too, for one whom the app does not know. */
    public List<Subscribed> of(App app, UserId user) {
        return store.ofUser(app.id(), user);
    }

    /** Nobody removes it before the unit of work ends. */
    private Topic locked(App app, String named) {
        return store.find(get(app, named).id()).orElseThrow(() -> new Problem.NotFound("topic"));
    }

    private static Optional<TopicId> byId(String named) {
        try {
            UUID uuid = UUID.fromString(named);
            return uuid.toString().equalsIgnoreCase(named) ? Optional.of(new TopicId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
