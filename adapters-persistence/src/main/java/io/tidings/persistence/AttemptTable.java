package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore.InDoubt;
import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The attempts of deliveries. Loaded and stored for many deliveries at once. */
final class AttemptTable {

    private AttemptTable() {}

    /** A row that would stay the same is not written. An imprint only vanishes, when something else changes. */
    static void save(Handle handle, Collection<Delivery> deliveries) {
        var rows = new Rows();
        for (Delivery delivery : deliveries) {
            for (Attempt attempt : delivery.attempts()) {
                rows.uuid("delivery_id", delivery.id().value())
                        .number("number", attempt.number())
                        .uuid("app_id", delivery.order().app().value())
                        .text("provider_id", attempt.lane().provider().id())
                        .uuid("instance_id", attempt.lane().instance().value())
                        .number("started_at", attempt.startedAt().toEpochMilli())
                        .text("person", attempt.imprint().map(looks -> looks.person().value()).orElse(null))
                        .text("marks", attempt.imprint().map(looks -> Json.write(looks.marks())).orElse(null))
                        .text("call", attempt.call().name())
                        .text("fault", attempt.fault().map(Evidence::writeFault).orElse(null))
                        .text("reference", attempt.reference().orElse(null))
                        .text("receipts", Evidence.writeReceipts(attempt.receipts()));
            }
        }
        rows.insert(handle, "attempt", """
                ON CONFLICT (delivery_id, number) DO UPDATE
                SET person = excluded.person, marks = excluded.marks, call = excluded.call, fault = excluded.fault,
                    reference = excluded.reference, receipts = excluded.receipts
                WHERE attempt.call <> excluded.call OR attempt.fault IS DISTINCT FROM excluded.fault
                    OR attempt.reference IS DISTINCT FROM excluded.reference OR attempt.receipts <> excluded.receipts
                """);
    }

    static void remove(Handle handle, Collection<Standings.Row> removed) {
        Standings.remove(handle, removed, "attempt", "delivery_id");
    }

    /** The deliveries with their attempts, in the same order. */
    static List<Delivery> attach(Handle handle, List<Delivery> deliveries) {
        record Numbered(UUID delivery, Attempt attempt) {}
        List<UUID> ids = deliveries.stream().map(delivery -> delivery.id().value()).toList();
        Map<UUID, List<Attempt>> attempts = new HashMap<>();
        Chunks.query(handle, """
                SELECT * FROM attempt WHERE delivery_id IN (<ids>) ORDER BY delivery_id, number
                """, "ids", ids, found -> found
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

    static boolean isReferenced(Handle handle, ProviderId provider, String reference, Referenced but) {
        return handle.createQuery("""
                SELECT EXISTS (
                    SELECT 1 FROM attempt WHERE reference = :reference AND provider_id = :provider
                        AND (delivery_id <> :delivery OR number <> :number))
                """)
                .bind("reference", reference)
                .bind("provider", provider.id())
                .bind("delivery", but.delivery().value())
                .bind("number", but.attempt())
                .mapTo(Boolean.class)
                .one();
    }

    static List<InDoubt> inDoubt(Handle handle, ProviderId provider, Address person, Instant from, Instant until) {
        return handle.createQuery("""
                SELECT delivery_id, person, marks FROM attempt
                WHERE person = :person AND provider_id = :provider AND started_at >= :from AND started_at <= :until
                """)
                .bind("person", person.value())
                .bind("provider", provider.id())
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map((row, context) -> new InDoubt(new DeliveryId(Columns.uuid(row, "delivery_id")),
                        imprint(row).orElseThrow()))
                .list();
    }

    private static Delivery with(Delivery delivery, List<Attempt> attempts) {
        return new Delivery(delivery.order(), delivery.lane(), attempts, delivery.ending(), delivery.waiting(),
                delivery.due(), delivery.updatedAt(), delivery.version(), delivery.unsaved());
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(row.getInt("number"),
                new Lane(new ProviderId(row.getString("provider_id")),
                        new ProviderInstanceId(Columns.uuid(row, "instance_id"))),
                Columns.moment(row, "started_at"), imprint(row),
                Attempt.Call.valueOf(row.getString("call")), Columns.text(row, "fault").map(Evidence::readFault),
                Columns.text(row, "reference"), Evidence.readReceipts(row.getString("receipts")));
    }

    private static Optional<Imprint> imprint(ResultSet row) throws SQLException {
        String marks = row.getString("marks");
        return Columns.text(row, "person").map(person -> new Imprint(new Address(person), Json.texts(marks)));
    }
}
