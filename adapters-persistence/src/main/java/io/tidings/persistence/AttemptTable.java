package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.provider.ProviderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The attempts of deliveries. Loaded and stored for many deliveries at once. */
final class AttemptTable {

    private AttemptTable() {}

    /** A row that would stay the same is not written. The provider is that of the moment when the attempt began. */
    static void save(Handle handle, Collection<Delivery> deliveries) {
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO attempt (delivery_id, number, app_id, provider_id, started_at, call, fault, reference,
                    receipts)
                VALUES (:delivery, :number, :app, :provider, :started, :call, :fault, :reference, :receipts)
                ON CONFLICT (delivery_id, number) DO UPDATE
                SET call = excluded.call, fault = excluded.fault, reference = excluded.reference,
                    receipts = excluded.receipts
                WHERE attempt.call <> excluded.call OR attempt.fault IS DISTINCT FROM excluded.fault
                    OR attempt.reference IS DISTINCT FROM excluded.reference OR attempt.receipts <> excluded.receipts
                """);
        for (Delivery delivery : deliveries) {
            for (Attempt attempt : delivery.attempts()) {
                rows.bind("delivery", delivery.id().value())
                        .bind("number", attempt.number())
                        .bind("app", delivery.order().app().value())
                        .bind("provider", delivery.lane().map(lane -> lane.provider().id()).orElse(null))
                        .bind("started", attempt.startedAt().toEpochMilli())
                        .bind("call", attempt.call().name())
                        .bind("fault", attempt.fault().map(Evidence::writeFault).orElse(null))
                        .bind("reference", attempt.reference().orElse(null))
                        .bind("receipts", Evidence.writeReceipts(attempt.receipts()))
                        .add();
            }
        }
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    /** The deliveries with their attempts, in the same order. */
    static List<Delivery> attach(Handle handle, List<Delivery> deliveries) {
        record Numbered(UUID delivery, Attempt attempt) {}
        List<UUID> ids = deliveries.stream().map(delivery -> delivery.id().value()).toList();
        Map<UUID, List<Attempt>> attempts = new HashMap<>();
        Chunks.query(ids, part -> handle.createQuery("""
                SELECT * FROM attempt WHERE delivery_id IN (<ids>) ORDER BY delivery_id, number
                """)
                .bindList("ids", part)
                .map((row, context) -> new Numbered(Columns.uuid(row, "delivery_id"), attempt(row)))
                .list())
                .forEach(found -> attempts.computeIfAbsent(found.delivery(), id -> new ArrayList<>())
                        .add(found.attempt()));
        return deliveries.stream()
                .map(delivery -> with(delivery, attempts.getOrDefault(delivery.id().value(), List.of())))
                .toList();
    }

    /** The oldest, where several bear it. */
    static Optional<Referenced> find(Handle handle, AppId app, ProviderId provider, String reference) {
        return handle.createQuery("""
                SELECT delivery_id, number FROM attempt
                WHERE app_id = :app AND provider_id = :provider AND reference = :reference
                ORDER BY delivery_id, number LIMIT 1
                """)
                .bind("app", app.value())
                .bind("provider", provider.id())
                .bind("reference", reference)
                .map((row, context) -> new Referenced(new DeliveryId(Columns.uuid(row, "delivery_id")),
                        row.getInt("number")))
                .findOne();
    }

    private static Delivery with(Delivery delivery, List<Attempt> attempts) {
        return new Delivery(delivery.order(), delivery.lane(), attempts, delivery.ending(), delivery.waiting(),
                delivery.due(), delivery.updatedAt(), delivery.version(), delivery.unsaved());
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(row.getInt("number"), Columns.moment(row, "started_at"),
                Attempt.Call.valueOf(row.getString("call")), Columns.text(row, "fault").map(Evidence::readFault),
                Columns.text(row, "reference"), Evidence.readReceipts(row.getString("receipts")));
    }
}
