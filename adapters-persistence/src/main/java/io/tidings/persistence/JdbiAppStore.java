package io.tidings.persistence;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.app.SecretDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

final class JdbiAppStore implements AppStore {

    private final Database database;
    private final Recent<ApiKey, App> byKey = new Recent<>();

    JdbiAppStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(App app) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO app (id, name, api_key, secret_digest, budget, created_at)
                VALUES (:id, :name, :key, :secret, :budget, :created)
                """)
                .bind("id", app.id().value())
                .bind("name", app.name())
                .bind("key", app.key().value())
                .bind("secret", app.secret().hex())
                .bind("budget", millis(app.budget()))
                .bind("created", app.createdAt().toEpochMilli())
                .execute());
    }

    @Override
    public boolean replaceSecret(AppId app, SecretDigest secret) {
        return change(handle -> handle.createUpdate("UPDATE app SET secret_digest = :secret WHERE id = :id")
                .bind("id", app.value())
                .bind("secret", secret.hex())
                .execute());
    }

    @Override
    public boolean rename(AppId app, String name) {
        return change(handle -> handle.createUpdate("UPDATE app SET name = :name WHERE id = :id")
                .bind("id", app.value())
                .bind("name", name)
                .execute());
    }

    @Override
    public boolean replaceBudget(AppId app, Optional<Duration> budget) {
        return change(handle -> handle.createUpdate("UPDATE app SET budget = :budget WHERE id = :id")
                .bind("id", app.value())
                .bind("budget", millis(budget))
                .execute());
    }

    private boolean change(Function<Handle, Integer> change) {
        return database.write(handle -> {
            database.afterCommit(byKey::forget);
            return change.apply(handle);
        }) == 1;
    }

    @Override
    public Optional<App> find(AppId app) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM app WHERE id = :id")
                .bind("id", app.value())
                .map((row, context) -> app(row))
                .findOne());
    }

    @Override
    public Optional<App> findByKey(ApiKey key) {
        return database.recent(byKey, key, handle -> handle.createQuery("SELECT * FROM app WHERE api_key = :key")
                .bind("key", key.value())
                .map((row, context) -> app(row))
                .findOne());
    }

    @Override
    public List<App> all() {
        return database.ask(handle -> handle.createQuery("SELECT * FROM app ORDER BY created_at, id")
                .map((row, context) -> app(row))
                .list());
    }

    private static App app(ResultSet row) throws SQLException {
        return new App(new AppId(Columns.uuid(row, "id")), row.getString("name"), new ApiKey(row.getString("api_key")),
                new SecretDigest(row.getString("secret_digest")),
                Columns.numberIfAny(row, "budget").map(Duration::ofMillis), Columns.moment(row, "created_at"));
    }

    private static Long millis(Optional<Duration> budget) {
        return budget.map(Duration::toMillis).orElse(null);
    }
}
