package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What deliveries are looked for by, and hardly ever changes: written once, with the indexes of the log. */
final class DeliveryLogTable {

    private DeliveryLogTable() {}

    /** The category is that of the notification, which is stored. */
    static void insert(Handle handle, Collection<Delivery> deliveries) {
        Map<UUID, String> categories = categories(handle, deliveries);
        var rows = new Rows();
        deliveries.forEach(delivery -> key(rows, delivery)
                .text("user_id", delivery.order().user().value())
                .text("provider_id", provider(delivery).orElse(null))
                .text("category", categories.get(delivery.order().notification().value())));
        rows.insert(handle, "delivery_log");
    }

    private static Map<UUID, String> categories(Handle handle, Collection<Delivery> deliveries) {
        List<UUID> notifications = deliveries.stream().map(delivery -> delivery.order().notification().value())
                .distinct().toList();
        return Chunks.query(handle, """
                SELECT id, category FROM notification WHERE id IN (<ids>) AND category IS NOT NULL
                """, "ids", notifications, found -> found
                .map((row, context) -> Map.entry(Columns.uuid(row, "id"), row.getString("category")))
                .list())
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }

    /** Follows deliveries that another provider serves from now on. */
    static void reroute(Handle handle, Collection<Delivery> stored, Map<UUID, Standings.Row> before) {
        var rows = new Rows();
        stored.stream()
                .filter(delivery -> !provider(delivery).equals(before.get(delivery.id().value()).provider()))
                .forEach(delivery -> key(rows, delivery).text("provider_id", provider(delivery).orElse(null)));
        rows.update(handle, "delivery_log", "provider_id = <new>provider_id", """
                delivery_log.app_id = <new>app_id AND delivery_log.created_at = <new>created_at
                AND delivery_log.delivery_id = <new>delivery_id
                """);
    }

    static void remove(Handle handle, Collection<Standings.Row> removed) {
        for (List<Standings.Row> batch : Chunks.batches(removed)) {
            var rows = new Rows();
            batch.forEach(row -> rows.uuid("app_id", row.standing().app())
                    .number("created_at", row.standing().createdAt().toEpochMilli())
                    .uuid("delivery_id", row.id()));
            rows.delete(handle, "delivery_log");
        }
    }

    private static Rows key(Rows rows, Delivery delivery) {
        return rows.uuid("app_id", delivery.order().app().value())
                .number("created_at", delivery.order().createdAt().toEpochMilli())
                .uuid("delivery_id", delivery.id().value());
    }

    private static Optional<String> provider(Delivery delivery) {
        return delivery.lane().map(lane -> lane.provider().id());
    }
}
