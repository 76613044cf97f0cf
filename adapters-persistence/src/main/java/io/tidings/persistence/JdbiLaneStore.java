package io.tidings.persistence;

import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class JdbiLaneStore implements LaneStore {

    private final Database database;

    JdbiLaneStore(Database database) {
        this.database = database;
    }

    /** There must be a row to lock, so one is made for a lane that was never used. */
    @Override
    public Instant lockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
        return database.insideUnit(handle -> locked(handle, "<for_update>", lane, traffic).orElseGet(() -> {
            database.lock(handle, List.of(List.of("lane", lane, traffic)));
            return locked(handle, "<for_update>", lane, traffic).orElseGet(() -> made(handle, lane, traffic));
        }));
    }

    @Override
    public Optional<Instant> tryLockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
        return database.insideUnit(handle -> locked(handle, "<skip_locked>", lane, traffic));
    }

    private static Optional<Instant> locked(Handle handle, String how, ProviderInstanceId lane, Traffic traffic) {
        return handle.createQuery("""
                SELECT paid_until FROM lane_pace WHERE instance_id = :lane AND traffic = :traffic
                ORDER BY paid_until DESC LIMIT 1\s""" + how)
                .bind("traffic", traffic.name())
                .bind("lane", lane.value())
                .map((row, context) -> Instant.EPOCH.plus(row.getLong("paid_until"), ChronoUnit.MICROS))
                .findOne();
    }

    private static Instant made(Handle handle, ProviderInstanceId lane, Traffic traffic) {
        handle.createUpdate("INSERT INTO lane_pace (instance_id, traffic, paid_until) VALUES (:lane, :traffic, 0)")
                .bind("lane", lane.value())
                .bind("traffic", traffic.name())
                .execute();
        return Instant.EPOCH;
    }

    /** The row is found by all of its key: by a part of it, all that were dead would be read. */
    @Override
    public void pay(ProviderInstanceId lane, Traffic traffic, Instant until) {
        database.insideUnit(handle -> handle.createUpdate("""
                UPDATE lane_pace SET paid_until = :until
                WHERE instance_id = :lane AND traffic = :traffic AND paid_until = (
                    SELECT paid_until FROM lane_pace WHERE instance_id = :lane AND traffic = :traffic
                    ORDER BY paid_until DESC LIMIT 1)
                """)
                .bind("lane", lane.value())
                .bind("traffic", traffic.name())
                .bind("until", ChronoUnit.MICROS.between(Instant.EPOCH, until))
                .execute());
    }
}
