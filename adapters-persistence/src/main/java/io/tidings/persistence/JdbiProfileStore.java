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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

final class JdbiProfileStore implements ProfileStore {

    private final Database database;

    JdbiProfileStore(Database database) {
        this.database = database;
    }

    @Override
    public void merge(AppId app, Map<UserId, JsonObject> properties, Instant now) {
        if (!properties.isEmpty()) {
            database.write(handle -> {
                Map<UserId, UserProfile> known = find(handle, app, properties.keySet());
                for (List<UserId> batch : Chunks.batches(properties.keySet())) {
                    PreparedBatch rows = handle.prepareBatch("""
                            INSERT INTO profile (app_id, user_id, properties, created_at, updated_at)
                            VALUES (:app, :user, :properties, :now, :now)
                            ON CONFLICT (app_id, user_id) DO UPDATE
                            SET properties = excluded.properties, updated_at = excluded.updated_at
                            """);
                    for (UserId user : batch) {
                        JsonObject before = known.containsKey(user) ? known.get(user).properties() : JsonObject.EMPTY;
                        rows.bind("app", app.value())
                                .bind("user", user.value())
                                .bind("properties", Json.write(before.with(properties.get(user)).members()))
                                .bind("now", now.toEpochMilli())
                                .add();
                    }
                    rows.execute();
                }
                return null;
            });
        }
    }

    @Override
    public Optional<UserProfile> find(AppId app, UserId user) {
        return Optional.ofNullable(find(app, List.of(user)).get(user));
    }

    @Override
    public Map<UserId, UserProfile> find(AppId app, Collection<UserId> users) {
        return database.read(handle -> find(handle, app, users));
    }

    private static Map<UserId, UserProfile> find(Handle handle, AppId app, Collection<UserId> users) {
        return Chunks.query(users, part -> handle.createQuery("""
                SELECT * FROM profile WHERE app_id = :app AND user_id IN (<users>)
                """)
                .bind("app", app.value())
                .bindList("users", part.stream().map(UserId::value).toList())
                .map((row, context) -> profile(row))
                .list())
                .stream()
                .collect(Collectors.toMap(UserProfile::user, Function.identity(), (one, same) -> one));
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
