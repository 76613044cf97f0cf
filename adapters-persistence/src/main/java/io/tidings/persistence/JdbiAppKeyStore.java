package io.tidings.persistence;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppKey;
import io.tidings.domain.app.AppKeyId;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.SecretDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbiAppKeyStore implements AppKeyStore {

    private final Database database;
    private final Recent<ApiKey, AppKey> byKey = new Recent<>();

    JdbiAppKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(AppKey key) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO app_key (id, app_id, name, api_key, secret_digest, expires_at, revoked_at, created_at)
                VALUES (:id, :app, :name, :key, :secret, :expires, :revoked, :created)
                """)
                .bind("id", key.id().value())
                .bind("app", key.app().value())
                .bind("name", key.name())
                .bind("key", key.key().value())
                .bind("secret", key.secret().hex())
                .bind("expires", Columns.millis(key.expiresAt()))
                .bind("revoked", Columns.millis(key.revokedAt()))
                .bind("created", key.createdAt().toEpochMilli())
                .execute());
    }

    @Override
    public boolean replace(AppKey changed) {
        return database.write(handle -> {
            database.afterCommit(byKey::forget);
            return handle.createUpdate("""
                    UPDATE app_key SET name = :name, expires_at = :expires, revoked_at = :revoked WHERE id = :id
                    """)
                    .bind("id", changed.id().value())
                    .bind("name", changed.name())
                    .bind("expires", Columns.millis(changed.expiresAt()))
                    .bind("revoked", Columns.millis(changed.revokedAt()))
                    .execute();
        }) == 1;
    }

    @Override
    public Optional<AppKey> find(AppKeyId id) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM app_key WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> key(row))
                .findOne());
    }

    @Override
    public Optional<AppKey> findByKey(ApiKey key) {
        return database.recent(byKey, key, handle -> handle.createQuery("SELECT * FROM app_key WHERE api_key = :key")
                .bind("key", key.value())
                .map((row, context) -> key(row))
                .findOne());
    }

    @Override
    public List<AppKey> ofApp(AppId app) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM app_key WHERE app_id = :app ORDER BY created_at, id
                """)
                .bind("app", app.value())
                .map((row, context) -> key(row))
                .list());
    }

    @Override
    public void used(ApiKey key, Instant at) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO api_key_use (api_key, used_at) VALUES (:key, :at)
                ON CONFLICT (api_key) DO UPDATE SET used_at = excluded.used_at
                WHERE api_key_use.used_at < excluded.used_at
                """)
                .bind("key", key.value())
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public Optional<Instant> lastUse(ApiKey key) {
        return database.ask(handle -> handle.createQuery("SELECT used_at FROM api_key_use WHERE api_key = :key")
                .bind("key", key.value())
                .map((row, context) -> Columns.moment(row, "used_at"))
                .findOne());
    }

    private static AppKey key(ResultSet row) throws SQLException {
        return new AppKey(new AppKeyId(Columns.uuid(row, "id")), new AppId(Columns.uuid(row, "app_id")),
                row.getString("name"), new ApiKey(row.getString("api_key")),
                new SecretDigest(row.getString("secret_digest")), Columns.momentIfAny(row, "expires_at"),
                Columns.momentIfAny(row, "revoked_at"), Columns.moment(row, "created_at"));
    }
}
