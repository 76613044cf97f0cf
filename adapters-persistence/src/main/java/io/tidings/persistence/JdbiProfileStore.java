package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

final class JdbiProfileStore implements ProfileStore {

    private final Database database;

    JdbiProfileStore(Database database) {
        this.database = database;
    }

    @Override
    public void merge(AppId app, Map<UserId, JsonObject> properties, Instant now) {
        if (!properties.isEmpty()) {
            database.write(handle -> {
                merge(handle, app, properties, now);
                return null;
            });
        }
    }

    /** What is there is locked, then changed. What another adds meanwhile is there the second time. */
    private static void merge(Handle handle, AppId app, Map<UserId, JsonObject> properties, Instant now) {
        Map<UserId, UserProfile> known = find(handle, app, properties.keySet(), true);
        var changed = new TreeMap<UserId, JsonObject>(Comparator.comparing(UserId::value));
        var fresh = new TreeMap<UserId, JsonObject>(Comparator.comparing(UserId::value));
        properties.forEach((user, more) -> {
            UserProfile before = known.get(user);
            if (before != null) {
                JsonObject merged = before.properties().with(more);
                if (!merged.equals(before.properties())) {
                    changed.put(user, merged);
                }
            } else {
                fresh.put(user, JsonObject.EMPTY.with(more));
            }
        });
        for (List<UserId> batch : Chunks.batches(changed.keySet())) {
            rows(app, changed, batch, now).update(handle, "profile", """
                    properties = <new>properties, phone_tail = <new>phone_tail, updated_at = <new>updated_at
                    """, "profile.app_id = <new>app_id AND profile.user_id = <new>user_id");
        }
        int added = 0;
        for (List<UserId> batch : Chunks.batches(fresh.keySet())) {
            var rows = rows(app, fresh, batch, now);
            batch.forEach(user -> rows.number("created_at", now.toEpochMilli()));
            added += rows.insert(handle, "profile", "ON CONFLICT (app_id, user_id) DO NOTHING");
        }
        if (added < fresh.size()) {
            var again = new HashMap<>(properties);
            again.keySet().retainAll(fresh.keySet());
            merge(handle, app, again, now);
        }
    }

    private static Rows rows(AppId app, Map<UserId, JsonObject> profiles, List<UserId> users, Instant now) {
        var rows = new Rows();
        for (UserId user : users) {
            rows.uuid("app_id", app.value())
                    .text("user_id", user.value())
                    .text("properties", Json.write(profiles.get(user).members()))
                    .text("phone_tail", UserProfile.phoneNumber(profiles.get(user))
                            .map(phone -> reversed(phone.e164().substring(1))).orElse(null))
                    .number("updated_at", now.toEpochMilli());
        }
        return rows;
    }

    @Override
    public Optional<UserProfile> find(AppId app, UserId user) {
        return database.read(handle -> Optional
                .ofNullable(find(handle, app, List.of(user), database.insideUnit()).get(user)));
    }

    @Override
    public Map<UserId, UserProfile> find(AppId app, Collection<UserId> users) {
        return database.read(handle -> find(handle, app, users, false));
    }

    /** Profiles have no version, so what a unit of work may be about to change it locks. */
    private static Map<UserId, UserProfile> find(Handle handle, AppId app, Collection<UserId> users, boolean lock) {
        String question = "SELECT * FROM profile WHERE app_id = :app AND user_id IN (<users>)"
                + (lock ? " ORDER BY user_id <for_update>" : "");
        List<String> values = users.stream().map(UserId::value).toList();
        return Chunks.query(handle, question, "users", values, found -> found
                .bind("app", app.value())
                .map((row, context) -> profile(row))
                .list())
                .stream()
                .collect(Collectors.toMap(UserProfile::user, Function.identity(), (one, same) -> one));
    }

    /** A colon is what comes after the digits. */
    @Override
    public Set<UserId> withPhoneEnding(AppId app, String digits, int limit) {
        return database.ask(handle -> handle.createQuery("""
                SELECT user_id FROM profile
                WHERE app_id = :app AND phone_tail IS NOT NULL AND phone_tail >= :first AND phone_tail < :after
                LIMIT :limit
                """)
                .bind("app", app.value())
                .bind("first", reversed(digits))
                .bind("after", reversed(digits) + ":")
                .bind("limit", limit)
                .map((row, context) -> new UserId(row.getString("user_id")))
                .set());
    }

    private static String reversed(String digits) {
        return new StringBuilder(digits).reverse().toString();
    }

    @Override
    public List<UserProfile> list(AppId app, String beginning, long offset, int limit) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM profile WHERE app_id = :app AND substr(user_id, 1, length(:beginning)) = :beginning
                ORDER BY user_id LIMIT :limit OFFSET :offset
                """)
                .bind("app", app.value())
                .bind("beginning", beginning)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> profile(row))
                .list());
    }

    @Override
    public long count(AppId app, String beginning) {
        return database.ask(handle -> handle.createQuery("""
                SELECT count(*) FROM profile
                WHERE app_id = :app AND substr(user_id, 1, length(:beginning)) = :beginning
                """)
                .bind("app", app.value())
                .bind("beginning", beginning)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public boolean remove(AppId app, UserId user) {
        return database.write(handle -> handle.createUpdate("""
                DELETE FROM profile WHERE app_id = :app AND user_id = :user
                """)
                .bind("app", app.value())
                .bind("user", user.value())
                .execute()) == 1;
    }

    private static UserProfile profile(ResultSet row) throws SQLException {
        return new UserProfile(new AppId(Columns.uuid(row, "app_id")), new UserId(row.getString("user_id")),
                Json.object(row.getString("properties")), Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
