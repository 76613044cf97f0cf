package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.notification.ProviderOverride;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Overridden settings may hold secrets and are sealed, all of them; the rest of an override is as open as the
 * message itself.
 */
final class JdbiNotificationStore implements NotificationStore {

    private final Database database;
    private final KeySet keys;

    JdbiNotificationStore(Database database, KeySet keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public void add(Collection<Notification> notifications) {
        database.write(handle -> {
            for (List<Notification> batch : Chunks.batches(notifications)) {
                var rows = new Rows();
                batch.forEach(notification -> add(rows, notification));
                rows.insert(handle, "notification");
            }
            return null;
        });
    }

    private void add(Rows rows, Notification notification) {
        Content content = notification.content();
        rows.uuid("id", notification.id().value())
                .uuid("app_id", notification.app().value())
                .text("title", content.title().orElse(null))
                .text("message", content.message().orElse(null))
                .text("url", content.url().orElse(null))
                .text("icon", content.icon().orElse(null))
                .text("template", notification.template().map(TemplateColumns::whole).orElse(null))
                .text("category", notification.category().orElse(null))
                .text("data", Json.write(notification.data().members()))
                .text("channels", notification.overrides().channels()
                        .map(channels -> Json.write(channels.stream().map(Channel::id).sorted().toList())).orElse(null))
                .text("override_bodies", bodies(notification.overrides()))
                .bytes("overridden_settings", settings(notification).orElse(null))
                .number("send_at", Columns.millis(notification.sendAt()))
                .text("workflow", notification.run().map(WorkflowRun::workflow).orElse(null))
                .text("cancellation_key", notification.run().flatMap(WorkflowRun::cancellationKey).orElse(null))
                .number("made", notification.made())
                .number("created_at", notification.createdAt().toEpochMilli());
    }

    @Override
    public Optional<Notification> find(NotificationId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    @Override
    public Map<NotificationId, Notification> find(Collection<NotificationId> ids) {
        List<UUID> values = ids.stream().map(NotificationId::value).toList();
        return database.read(handle -> Chunks.query(handle, """
                SELECT * FROM notification WHERE id IN (<ids>)
                """, "ids", values, found -> found
                .map((row, context) -> notification(row))
                .list())
                .stream()
                .collect(Collectors.toMap(Notification::id, Function.identity(), (one, same) -> one)));
    }

    private Notification notification(ResultSet row) throws SQLException {
        var id = new NotificationId(Columns.uuid(row, "id"));
        var app = new AppId(Columns.uuid(row, "app_id"));
        var content = new Content(Columns.text(row, "title"), Columns.text(row, "message"), Columns.text(row, "url"),
                Columns.text(row, "icon"));
        return new Notification(id, app, content,
                Columns.text(row, "template").map(json -> TemplateColumns.whole(app, json)),
                Columns.text(row, "category"), Json.object(row.getString("data")),
                overrides(row, place(app, id)), Columns.momentIfAny(row, "send_at"), run(row), row.getInt("made"),
                Columns.moment(row, "created_at"));
    }

    private static Optional<WorkflowRun> run(ResultSet row) throws SQLException {
        Optional<String> cancellationKey = Columns.text(row, "cancellation_key");
        return Columns.text(row, "workflow").map(workflow -> new WorkflowRun(workflow, cancellationKey));
    }

    @Override
    public List<NotificationId> ofRun(AppId app, String workflow, String cancellationKey) {
        return database.ask(handle -> handle
                .createQuery(
                        """
                                SELECT id FROM notification
                                WHERE app_id = :app AND workflow = :workflow AND cancellation_key = :key
                                    AND cancellation_key IS NOT NULL
                                ORDER BY created_at, id
                                """)
                .bind("app", app.value())
                .bind("workflow", workflow)
                .bind("key", cancellationKey)
                .map((row, context) -> new NotificationId(Columns.uuid(row, "id")))
                .list());
    }

    @Override
    public int removeEmpty(Instant before, int limit) {
        return database.write(handle -> handle.createUpdate("""
                DELETE FROM notification WHERE id IN (
                    SELECT id FROM notification WHERE made = 0 AND created_at < :before
                    ORDER BY created_at LIMIT :limit)
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .execute());
    }

    private static String bodies(Overrides overrides) {
        var bodies = new LinkedHashMap<String, Object>();
        overrides.byProvider().forEach((provider, override) -> bodies.put(provider.id(), override.body().members()));
        return Json.write(bodies);
    }

    private Optional<byte[]> settings(Notification notification) {
        var settings = new LinkedHashMap<String, Object>();
        notification.overrides().byProvider().forEach((provider, override) -> {
            if (!override.settings().isEmpty()) {
                settings.put(provider.id(), override.settings().reveal());
            }
        });
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.seal(Json.write(settings), place(notification.app(), notification.id())));
    }

    @SuppressWarnings("unchecked")
    private Overrides overrides(ResultSet row, String place) throws SQLException {
        var channels = Columns.text(row, "channels")
                .map(json -> Json.list(json).stream().map(Channel::new).collect(Collectors.toSet()));
        byte[] sealed = row.getBytes("overridden_settings");
        Map<String, Object> settings = sealed == null
                ? Map.of()
                : Json.members(keys.open(sealed, place));
        var byProvider = new HashMap<ProviderId, ProviderOverride>();
        Json.members(row.getString("override_bodies")).forEach((provider, body) -> {
            var overridden = (Map<String, String>) settings.getOrDefault(provider, Map.of());
            byProvider.put(new ProviderId(provider), new ProviderOverride(ProviderSettings.of(overridden),
                    new JsonObject((Map<String, Object>) body)));
        });
        return new Overrides(channels, byProvider);
    }

    static String place(AppId app, NotificationId id) {
        return "app/" + app + "/notification/" + id + "/overridden_settings";
    }
}
