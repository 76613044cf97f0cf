package io.tidings.persistence;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.RateLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Settings are sealed as a whole: which of them are secret only the provider knows. */
final class JdbiProviderInstanceStore implements ProviderInstanceStore {

    private final Database database;
    private final KeySet keys;
    private final Recent<ProviderInstanceId, ProviderInstance> byId = new Recent<>();
    private final Map<ProviderInstanceId, Opened> opened = new ConcurrentHashMap<>();

    /** Settings as they were last read: what is still sealed the same need not be opened for every row anew. */
    private record Opened(AppId app, byte[] sealed, ProviderSettings settings) {

        /** What was sealed for one app opens for no other. */
        boolean is(AppId app, byte[] sealed) {
            return this.app.equals(app) && Arrays.equals(this.sealed, sealed);
        }
    }

    JdbiProviderInstanceStore(Database database, KeySet keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public void add(ProviderInstance instance) {
        database.write(handle -> bound(instance, handle.createUpdate("""
                INSERT INTO provider_instance (id, app_id, provider_id, channel, name, settings, enabled, position,
                    concurrency, rate, version, created_at, updated_at)
                VALUES (:id, :app, :provider, :channel, :name, :settings, :enabled, :position,
                    :concurrency, :rate, :version, :created, :updated)
                """)).execute());
    }

    @Override
    public boolean replace(ProviderInstance changed) {
        return database.write(handle -> {
            database.afterCommit(byId::forget);
            return bound(changed, handle.createUpdate("""
                    UPDATE provider_instance
                    SET provider_id = :provider, channel = :channel, name = :name, settings = :settings,
                        enabled = :enabled, position = :position, concurrency = :concurrency, rate = :rate,
                        version = :version + 1, created_at = :created, updated_at = :updated
                    WHERE id = :id AND version = :version AND app_id = :app
                    """)).execute();
        }) == 1;
    }

    @Override
    public boolean remove(ProviderInstanceId id) {
        return database.write(handle -> {
            database.afterCommit(() -> {
                byId.forget();
                opened.remove(id);
            });
            handle.createUpdate("DELETE FROM lane_pace WHERE instance_id = :id").bind("id", id.value()).execute();
            return handle.createUpdate("DELETE FROM provider_instance WHERE id = :id").bind("id", id.value())
                    .execute();
        }) == 1;
    }

    @Override
    public Optional<ProviderInstance> find(ProviderInstanceId id) {
        return database.ask(handle -> find(handle, id));
    }

    @Override
    public Optional<ProviderInstance> findRecent(ProviderInstanceId id) {
        return database.recent(byId, id, handle -> find(handle, id));
    }

    private Optional<ProviderInstance> find(Handle handle, ProviderInstanceId id) {
        return handle.createQuery("SELECT * FROM provider_instance WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> instance(row))
                .findOne();
    }

    @Override
    public List<ProviderInstance> ofApp(AppId app) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM provider_instance WHERE app_id = :app ORDER BY position, created_at, id
                """)
                .bind("app", app.value())
                .map((row, context) -> instance(row))
                .list());
    }

    @Override
    public List<ProviderInstance> ofApp(ApiKey key) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM provider_instance WHERE app_id = (SELECT id FROM app WHERE api_key = :key)
                ORDER BY position, created_at, id
                """)
                .bind("key", key.value())
                .map((row, context) -> instance(row))
                .list());
    }

    private Update bound(ProviderInstance instance, Update update) {
        return update
                .bind("id", instance.id().value())
                .bind("app", instance.app().value())
                .bind("provider", instance.provider().id())
                .bind("channel", instance.channel().id())
                .bind("name", instance.name())
                .bind("settings", keys.seal(Json.write(instance.settings().reveal()),
                        place(instance.app(), instance.id())))
                .bind("enabled", instance.enabled())
                .bind("position", instance.position())
                .bind("concurrency", instance.concurrency())
                .bind("rate", instance.rate().perSecond())
                .bind("version", instance.version())
                .bind("created", instance.createdAt().toEpochMilli())
                .bind("updated", instance.updatedAt().toEpochMilli());
    }

    private ProviderInstance instance(ResultSet row) throws SQLException {
        var id = new ProviderInstanceId(Columns.uuid(row, "id"));
        var app = new AppId(Columns.uuid(row, "app_id"));
        return new ProviderInstance(id, app, new ProviderId(row.getString("provider_id")),
                new Channel(row.getString("channel")), row.getString("name"),
                settings(row.getBytes("settings"), app, id), row.getBoolean("enabled"), row.getInt("position"),
                row.getInt("concurrency"), new RateLimit(row.getInt("rate")), row.getLong("version"),
                Columns.moment(row, "created_at"), Columns.moment(row, "updated_at"));
    }

    private ProviderSettings settings(byte[] sealed, AppId app, ProviderInstanceId id) {
        return opened.compute(id, (same, known) -> known != null && known.is(app, sealed)
                ? known
                : new Opened(app, sealed, ProviderSettings.of(Json.texts(keys.open(sealed, place(app, id))))))
                .settings();
    }

    static String place(AppId app, ProviderInstanceId id) {
        return "app/" + app + "/provider_instance/" + id + "/settings";
    }
}
