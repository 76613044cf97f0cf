package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.topic.Subscription;
import io.tidings.domain.topic.Topic;
import io.tidings.domain.topic.TopicId;
import io.tidings.domain.topic.TopicStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class InMemoryTopicStore implements TopicStore {

    private static final Comparator<Topic> BY_IDENTIFIER = Comparator.comparing(Topic::identifier);

    private final InMemoryTransactions transactions;
    private final Table<TopicId, Topic> topics;
    private final Table<Key, Set<Channel>> subscriptions;

    InMemoryTopicStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.topics = new Table<>(transactions);
        this.subscriptions = new Table<>(transactions);
    }

    private record Key(TopicId topic, UserId user) {}

    @Override
    public boolean add(Topic topic) {
        return transactions.step(() -> {
            if (find(topic.app(), topic.identifier()).isPresent()) {
                return false;
            }
            topics.insert(topic.id(), topic);
            return true;
        });
    }

    @Override
    public boolean rename(TopicId id, String name) {
        return transactions.step(() -> {
            Optional<Topic> found = topics.find(id);
            found.ifPresent(topic -> topics.put(id,
                    new Topic(id, topic.app(), topic.identifier(), name, topic.createdAt())));
            return found.isPresent();
        });
    }

    @Override
    public boolean remove(TopicId id) {
        return transactions.step(() -> {
            keys().filter(key -> key.topic().equals(id)).toList().forEach(subscriptions::remove);
            return topics.remove(id).isPresent();
        });
    }

    @Override
    public Optional<Topic> find(TopicId id) {
        return transactions.step(() -> topics.find(id));
    }

    @Override
    public Optional<Topic> find(AppId app, String identifier) {
        return transactions.step(() -> topics.rows()
                .filter(topic -> topic.app().equals(app) && topic.identifier().equals(identifier)).findFirst());
    }

    @Override
    public List<Topic> ofApp(AppId app) {
        return transactions.step(() -> topics.rows().filter(topic -> topic.app().equals(app)).sorted(BY_IDENTIFIER)
                .toList());
    }

    @Override
    public void subscribe(TopicId topic, Collection<Subscription> added) {
        transactions.step(() -> {
            topics.find(topic).orElseThrow(() -> new IllegalStateException("there is no topic " + topic));
            added.forEach(it -> subscriptions.put(new Key(topic, it.user()), it.channels()));
            return null;
        });
    }

    @Override
    public int unsubscribe(TopicId topic, Collection<UserId> users) {
        return transactions.step(() -> (int) users.stream().distinct()
                .filter(user -> subscriptions.remove(new Key(topic, user)).isPresent()).count());
    }

    @Override
    public List<Subscription> subscribers(TopicId topic, int limit) {
        return transactions.step(() -> subscriptions.entries().filter(entry -> entry.getKey().topic().equals(topic))
                .map(entry -> new Subscription(entry.getKey().user(), entry.getValue()))
                .sorted(Comparator.comparing(subscription -> subscription.user().value())).limit(limit).toList());
    }

    @Override
    public List<Subscribed> ofUser(AppId app, UserId user) {
        return transactions.step(() -> ofApp(app).stream()
                .flatMap(topic -> subscriptions.find(new Key(topic.id(), user))
                        .map(channels -> new Subscribed(topic, channels)).stream())
                .toList());
    }

    @Override
    public void forget(AppId app, UserId user) {
        transactions.step(() -> {
            ofUser(app, user).forEach(it -> subscriptions.remove(new Key(it.topic().id(), user)));
            return null;
        });
    }

    private Stream<Key> keys() {
        return subscriptions.entries().map(Map.Entry::getKey);
    }
}
