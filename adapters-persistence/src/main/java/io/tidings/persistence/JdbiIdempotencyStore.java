package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.Optional;

final class JdbiIdempotencyStore implements IdempotencyStore {

    private final Database database;

    JdbiIdempotencyStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RememberedRequest> lock(AppId app, IdempotencyKey key) {
        return database.insideUnit(handle -> {
            database.lock(handle, "request", app, key.value());
            return handle.createQuery("""
                    SELECT * FROM remembered_request WHERE app_id = :app AND key = :key
                    """)
                    .bind("app", app.value())
                    .bind("key", key.value())
                    .map((row, context) -> new RememberedRequest(app, key, row.getString("digest"),
                            new NotificationId(Columns.uuid(row, "notification_id")),
                            Columns.moment(row, "accepted_at")))
                    .findOne();
        });
    }

    @Override
    public void remember(RememberedRequest request) {
        database.insideUnit(handle -> handle.createUpdate("""
                INSERT INTO remembered_request (app_id, key, digest, notification_id, accepted_at)
                VALUES (:app, :key, :digest, :notification, :accepted)
                """)
                .bind("app", request.app().value())
                .bind("key", request.key().value())
                .bind("digest", request.digest())
                .bind("notification", request.answer().value())
                .bind("accepted", request.acceptedAt().toEpochMilli())
                .execute());
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(handle -> handle.createUpdate("""
                WITH old AS MATERIALIZED (
                    SELECT app_id, key FROM remembered_request WHERE accepted_at < :before
                    ORDER BY accepted_at LIMIT :limit <skip_locked>)
                DELETE FROM remembered_request WHERE (app_id, key) IN (SELECT app_id, key FROM old)
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .execute());
    }
}
