package io.tidings.persistence;

import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class JdbiLaneStore implements LaneStore {

    private final Database database;

    JdbiLaneStore(Database database) {
        this.database = database;
    }

    /** There must be a row to lock, so one is made for a lane that was never used. */
    @Override
    public Instant lockPaidUntil(ProviderInstanceId lane) {
        return database.insideUnit(handle -> locked(handle, lane).orElseGet(() -> {
            database.lock(handle, "lane", lane);
            return locked(handle, lane).orElseGet(() -> made(handle, lane));
        }));
    }

    private static Optional<Instant> locked(Handle handle, ProviderInstanceId lane) {
        return handle.createQuery("""
                SELECT paid_until FROM lane_pace WHERE instance_id = :lane
                ORDER BY paid_until DESC LIMIT 1 <for_update>
                """)
                .bind("lane", lane.value())
                .map((row, context) -> Instant.EPOCH.plus(row.getLong("paid_until"), ChronoUnit.MICROS))
                .findOne();
    }

    private static Instant made(Handle handle, ProviderInstanceId lane) {
        handle.createUpdate("INSERT INTO lane_pace (instance_id, paid_until) VALUES (:lane, 0)")
                .bind("lane", lane.value())
                .execute();
        return Instant.EPOCH;
    }

    /** The row is found by all of its key: by a part of it, all that were dead would be read. */
    @Override
    public void pay(ProviderInstanceId lane, Instant until) {
        database.insideUnit(handle -> handle.createUpdate("""
                UPDATE lane_pace SET paid_until = :until
                WHERE instance_id = :lane AND paid_until = (
                    SELECT paid_until FROM lane_pace WHERE instance_id = :lane ORDER BY paid_until DESC LIMIT 1)
                """)
                .bind("lane", lane.value())
                .bind("until", ChronoUnit.MICROS.between(Instant.EPOCH, until))
                .execute());
    }
}
