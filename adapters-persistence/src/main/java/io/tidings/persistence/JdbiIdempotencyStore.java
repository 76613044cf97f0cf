package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.RememberedRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

final class JdbiIdempotencyStore implements IdempotencyStore {

    private final Database database;

    private record Scoped(UUID app, String key) {}

    JdbiIdempotencyStore(Database database) {
        this.database = database;
    }

    /**
     * Locks first and reads then: who has let the lock go has committed what he did, so that whoever gets it sees that.
     * What can be read without the lock is as good: it is committed, and is not changed while it counts.
     */
    @Override
    public Found take(AppId app, IdempotencyKey key, Instant since) {
        return database.insideUnit(handle -> {
            boolean locked = database.tryLock(handle, "request", app, key.value());
            Optional<RememberedRequest> before = find(handle, app, key);
            if (before.filter(request -> !request.acceptedAt().isBefore(since)).isPresent()) {
                return new Found.Known(before.get());
            }
            if (!locked) {
                return new Found.Busy();
            }
            if (before.isPresent()) {
                delete(handle, List.of(new Scoped(app.value(), key.value())));
            }
            return new Found.Free();
        });
    }

    private static Optional<RememberedRequest> find(Handle handle, AppId app, IdempotencyKey key) {
        return handle.createQuery("""
                SELECT * FROM remembered_request WHERE app_id = :app AND key = :key
                """)
                .bind("app", app.value())
                .bind("key", key.value())
                .map((row, context) -> new RememberedRequest(app, key, row.getString("digest"),
                        new NotificationId(Columns.uuid(row, "notification_id")),
                        Columns.moment(row, "accepted_at")))
                .findOne();
    }

    @Override
    public void remember(Collection<RememberedRequest> requests) {
        database.insideUnit(handle -> {
            for (List<RememberedRequest> batch : Chunks.batches(requests)) {
                var rows = new Rows();
                batch.forEach(request -> rows.uuid("app_id", request.app().value())
                        .text("key", request.key().value())
                        .text("digest", request.digest())
                        .uuid("notification_id", request.answer().value())
                        .number("accepted_at", request.acceptedAt().toEpochMilli()));
                rows.insert(handle, "remembered_request");
            }
            return null;
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(handle -> {
            List<Scoped> all = handle.createQuery("""
                    SELECT app_id, key FROM remembered_request WHERE accepted_at < :before
                    ORDER BY accepted_at LIMIT :limit <skip_locked>
                    """)
                    .bind("before", before.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> new Scoped(Columns.uuid(row, "app_id"), row.getString("key")))
                    .list();
            delete(handle, all);
            return all.size();
        });
    }

    private static void delete(Handle handle, List<Scoped> all) {
        for (List<Scoped> batch : Chunks.batches(all)) {
            var rows = new Rows();
            batch.forEach(old -> rows.uuid("app_id", old.app()).text("key", old.key()));
            rows.delete(handle, "remembered_request");
        }
    }
}
