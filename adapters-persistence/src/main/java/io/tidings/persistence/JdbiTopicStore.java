package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.topic.Subscription;
import io.tidings.domain.topic.Topic;
import io.tidings.domain.topic.TopicId;
import io.tidings.domain.topic.TopicStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class JdbiTopicStore implements TopicStore {

    private final Database database;

    JdbiTopicStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Topic topic) {
        return database.write(handle -> handle.createUpdate("""
                INSERT INTO topic (id, app_id, identifier, name, created_at)
                VALUES (:id, :app, :identifier, :name, :created)
                ON CONFLICT (app_id, identifier) DO NOTHING
                """)
                .bind("id", topic.id().value())
                .bind("app", topic.app().value())
                .bind("identifier", topic.identifier())
                .bind("name", topic.name())
                .bind("created", topic.createdAt().toEpochMilli())
                .execute()) == 1;
    }

    @Override
    public boolean rename(TopicId id, String name) {
        return database.write(handle -> handle.createUpdate("UPDATE topic SET name = :name WHERE id = :id")
                .bind("id", id.value())
                .bind("name", name)
                .execute()) == 1;
    }

    @Override
    public boolean remove(TopicId id) {
        return database.write(handle -> handle.createUpdate("DELETE FROM topic WHERE id = :id")
                .bind("id", id.value())
                .execute()) == 1;
    }

    @Override
    public Optional<Topic> find(TopicId id) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM topic WHERE id = :id"
                + (database.insideUnit() ? " <for_update>" : ""))
                .bind("id", id.value())
                .map((row, context) -> topic(row))
                .findOne());
    }

    @Override
    public Optional<Topic> find(AppId app, String identifier) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM topic WHERE app_id = :app AND identifier = :identifier
                """)
                .bind("app", app.value())
                .bind("identifier", identifier)
                .map((row, context) -> topic(row))
                .findOne());
    }

    @Override
    public List<Topic> ofApp(AppId app) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM topic WHERE app_id = :app ORDER BY identifier
                """)
                .bind("app", app.value())
                .map((row, context) -> topic(row))
                .list());
    }

    @Override
    public void subscribe(TopicId topic, Collection<Subscription> subscriptions) {
        // One row a user, in one order for all who write several, so that no two wait for each other.
        var latest = new TreeMap<String, Subscription>();
        subscriptions.forEach(it -> latest.put(it.user().value(), it));
        database.write(handle -> {
            for (List<Subscription> batch : Chunks.batches(latest.values())) {
                var rows = new Rows();
                batch.forEach(it -> rows.uuid("topic_id", topic.value()).text("user_id", it.user().value())
                        .text("channels", Json.write(it.channels().stream().map(Channel::id).sorted().toList())));
                rows.insert(handle, "subscription",
                        "ON CONFLICT (topic_id, user_id) DO UPDATE SET channels = excluded.channels");
            }
            return null;
        });
    }

    @Override
    public int unsubscribe(TopicId topic, Collection<UserId> users) {
        return database.write(handle -> {
            int gone = 0;
            for (List<String> batch : Chunks.batches(users.stream().map(UserId::value).sorted().toList())) {
                var rows = new Rows();
                batch.forEach(user -> rows.uuid("topic_id", topic.value()).text("user_id", user));
                gone += rows.delete(handle, "subscription");
            }
            return gone;
        });
    }

    @Override
    public List<Subscription> subscribers(TopicId topic, int limit) {
        return database.ask(handle -> handle.createQuery("""
                SELECT user_id, channels FROM subscription WHERE topic_id = :topic ORDER BY user_id LIMIT :limit
                """)
                .bind("topic", topic.value())
                .bind("limit", limit)
                .map((row, context) -> new Subscription(new UserId(row.getString("user_id")), channels(row)))
                .list());
    }

    @Override
    public List<Subscribed> ofUser(AppId app, UserId user) {
        return database.ask(handle -> handle.createQuery("""
                SELECT topic.*, subscription.channels
                FROM subscription JOIN topic ON topic.id = subscription.topic_id
                WHERE subscription.user_id = :user AND topic.app_id = :app
                ORDER BY topic.identifier
                """)
                .bind("app", app.value())
                .bind("user", user.value())
                .map((row, context) -> new Subscribed(topic(row), channels(row)))
                .list());
    }

    @Override
    public void forget(AppId app, UserId user) {
        database.write(handle -> handle.createUpdate("""
                DELETE FROM subscription
                WHERE user_id = :user AND topic_id IN (SELECT id FROM topic WHERE app_id = :app)
                """)
                .bind("app", app.value())
                .bind("user", user.value())
                .execute());
    }

    private static Topic topic(ResultSet row) throws SQLException {
        return new Topic(new TopicId(Columns.uuid(row, "id")), new AppId(Columns.uuid(row, "app_id")),
                row.getString("identifier"), row.getString("name"), Columns.moment(row, "created_at"));
    }

    private static Set<Channel> channels(ResultSet row) throws SQLException {
        return Json.list(row.getString("channels")).stream().map(Channel::new).collect(Collectors.toSet());
    }
}
