package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/**
 * Seals with the newest key what older ones sealed. What others change meanwhile they have sealed themselves, so a
 * value is replaced only while it is the one that was read. May be stopped at any time and done again.
 */
final class Resealing {

    private static final int BATCH = 200;

    private final Database database;
    private final KeySet keys;

    Resealing(Database database, KeySet keys) {
        this.database = database;
        this.keys = keys;
    }

    private record Sealed(UUID id, UUID app, byte[] value) {}

    /** @return how many values were sealed anew */
    int all() {
        return table("provider_instance", "settings",
                (app, id) -> JdbiProviderInstanceStore.place(new AppId(app), new ProviderInstanceId(id)))
                + table("notification", "overridden_settings",
                        (app, id) -> JdbiNotificationStore.place(new AppId(app), new NotificationId(id)));
    }

    private int table(String table, String column, BiFunction<UUID, UUID, String> place) {
        int sum = 0;
        Optional<UUID> after = Optional.of(new UUID(0, 0));
        while (after.isPresent()) {
            UUID last = after.get();
            List<Sealed> batch = database.read(handle -> batch(handle, table, column, last));
            sum += database.write(handle -> batch.stream()
                    .mapToInt(row -> reseal(handle, table, column, row, place.apply(row.app(), row.id()))).sum());
            after = batch.isEmpty() ? Optional.empty() : Optional.of(batch.getLast().id());
        }
        return sum;
    }

    private static List<Sealed> batch(Handle handle, String table, String column, UUID after) {
        return handle.createQuery("""
                SELECT id, app_id, <column> AS value FROM <table> WHERE <column> IS NOT NULL AND id > :after
                ORDER BY id LIMIT :limit
                """)
                .define("table", table)
                .define("column", column)
                .bind("after", after)
                .bind("limit", BATCH)
                .map((row, context) -> new Sealed(Columns.uuid(row, "id"), Columns.uuid(row, "app_id"),
                        row.getBytes("value")))
                .list();
    }

    private int reseal(Handle handle, String table, String column, Sealed row, String place) {
        return handle.createUpdate("UPDATE <table> SET <column> = :anew WHERE id = :id AND <column> = :read")
                .define("table", table)
                .define("column", column)
                .bind("anew", keys.seal(keys.open(row.value(), place), place))
                .bind("id", row.id())
                .bind("read", row.value())
                .execute();
    }
}
