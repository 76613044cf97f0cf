package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Due;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.statistics.Summary.Milestone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Deliveries as rows, their attempts in a table of their own. A row's version is that of {@link Delivery#saved()}. */
final class DeliveryTable {

    private DeliveryTable() {}

    static void insert(Handle handle, Collection<Delivery> deliveries) {
        var rows = new Rows();
        for (Delivery delivery : deliveries) {
            DeliveryOrder order = delivery.order();
            addWhatChanges(rows, delivery)
                    .uuid("notification_id", order.notification().value())
                    .uuid("app_id", order.app().value())
                    .text("user_id", order.user().value())
                    .text("channel", order.channel().id())
                    .number("priority", order.priority().ordinal())
                    .number("created_at", order.createdAt().toEpochMilli())
                    .number("expires_at", order.expiresAt().toEpochMilli())
                    .uuid("resend_of", order.resendOf().map(DeliveryId::value).orElse(null))
                    .number("reserve", order.reserve() ? 1 : 0);
        }
        rows.insert(handle, "delivery");
    }

    /** Updates the rows whose version is still that of the delivery; answers which were. */
    static List<Delivery> update(Handle handle, Collection<Delivery> deliveries) {
        var rows = new Rows();
        deliveries.forEach(delivery -> addWhatChanges(rows, delivery));
        BitSet changed = rows.update(handle, "delivery", """
                provider_id = <new>provider_id, instance_id = <new>instance_id, state = <new>state,
                explanation_code = <new>explanation_code,
                ending_code = <new>ending_code, ending_text = <new>ending_text, ending_link = <new>ending_link,
                waiting_code = <new>waiting_code, waiting_text = <new>waiting_text, waiting_link = <new>waiting_link,
                due_step = <new>due_step, due_at = <new>due_at, sent_at = COALESCE(delivery.sent_at, <new>sent_at),
                delivered_at = COALESCE(delivery.delivered_at, <new>delivered_at),
                seen_at = COALESCE(delivery.seen_at, <new>seen_at), updated_at = <new>updated_at,
                version = <new>version
                """, "delivery.id = <new>id AND delivery.version = <new>version - 1");
        var updated = new ArrayList<Delivery>(deliveries.size());
        int row = 0;
        for (Delivery delivery : deliveries) {
            if (changed.get(row++)) {
                updated.add(delivery);
            }
        }
        return updated;
    }

    private static Rows addWhatChanges(Rows rows, Delivery delivery) {
        Optional<Explanation> ending = delivery.ending();
        Optional<Explanation> waiting = delivery.waiting();
        return rows.uuid("id", delivery.id().value())
                .text("provider_id", delivery.lane().map(lane -> lane.provider().id()).orElse(null))
                .uuid("instance_id", delivery.lane().map(lane -> lane.instance().value()).orElse(null))
                .text("state", delivery.state().name())
                .text("explanation_code", delivery.explanation().map(Explanation::code).orElse(null))
                .text("ending_code", ending.map(Explanation::code).orElse(null))
                .text("ending_text", ending.map(Explanation::text).orElse(null))
                .text("ending_link", Columns.of(ending.flatMap(Explanation::link)))
                .text("waiting_code", waiting.map(Explanation::code).orElse(null))
                .text("waiting_text", waiting.map(Explanation::text).orElse(null))
                .text("waiting_link", Columns.of(waiting.flatMap(Explanation::link)))
                .text("due_step", delivery.due().map(due -> due.step().name()).orElse(null))
                .number("due_at", Columns.millis(delivery.due().map(Due::at)))
                .number("sent_at", Columns.millis(Standings.reached(delivery, Milestone.SENT)))
                .number("delivered_at", Columns.millis(Standings.reached(delivery, Milestone.DELIVERED)))
                .number("seen_at", Columns.millis(Standings.reached(delivery, Milestone.SEEN)))
                .number("updated_at", delivery.updatedAt().toEpochMilli())
                .number("version", delivery.version() + 1);
    }

    /** The deliveries that a {@code SELECT * FROM delivery} finds, whole, in its order. */
    static List<Delivery> list(Handle handle, Query rows) {
        return AttemptTable.attach(handle, rows.map((row, context) -> withoutAttempts(row)).list());
    }

    /** The same, whose rows the ledger is shown. */
    static List<Delivery> list(Handle handle, Query rows, Ledger ledger) {
        return AttemptTable.attach(handle, rows.map((row, context) -> seen(row, ledger)).list());
    }

    private static Delivery seen(ResultSet row, Ledger ledger) throws SQLException {
        ledger.sees(Standings.row(row));
        return withoutAttempts(row);
    }

    static List<Delivery> lock(Handle handle, Set<DeliveryId> ids, Ledger ledger) {
        List<UUID> sorted = ids.stream().map(DeliveryId::value).sorted(Comparator.comparing(UUID::toString)).toList();
        List<Delivery> locked = Chunks.query(handle, """
                SELECT * FROM delivery WHERE id IN (<ids>) ORDER BY id <for_update>
                """, "ids", sorted, found -> found
                .map((row, context) -> seen(row, ledger))
                .list());
        return AttemptTable.attach(handle, locked);
    }

    /**
     * Removes what is locked, with its notification where nothing else is left of it. A notification is locked before
     * its other deliveries are looked for: so of two who remove its last ones, one sees that nothing is left.
     */
    static void remove(Handle handle, Collection<Standings.Row> ended) {
        Standings.remove(handle, ended, "delivery", "id");
        Set<UUID> notifications = ended.stream().map(Standings.Row::notification).collect(Collectors.toSet());
        Chunks.query(handle, """
                SELECT id FROM notification WHERE id IN (<ids>) ORDER BY id <for_update>
                """, "ids", notifications, found -> found
                .map((row, context) -> Columns.uuid(row, "id"))
                .list());
        for (List<UUID> batch : Chunks.batches(notifications)) {
            var rows = new Rows();
            batch.forEach(id -> rows.uuid("id", id));
            rows.delete(handle, "notification",
                    "AND NOT EXISTS (SELECT 1 FROM delivery WHERE notification_id = notification.id)");
        }
    }

    static Delivery withoutAttempts(ResultSet row) throws SQLException {
        var order = new DeliveryOrder(new DeliveryId(Columns.uuid(row, "id")),
                new NotificationId(Columns.uuid(row, "notification_id")), new AppId(Columns.uuid(row, "app_id")),
                new UserId(row.getString("user_id")), new Channel(row.getString("channel")),
                Priority.values()[row.getInt("priority")], Columns.moment(row, "created_at"),
                Columns.moment(row, "expires_at"), Columns.uuidIfAny(row, "resend_of").map(DeliveryId::new),
                row.getInt("reserve") == 1);
        String provider = row.getString("provider_id");
        Optional<Lane> lane = Columns.uuidIfAny(row, "instance_id")
                .map(instance -> new Lane(new ProviderId(provider), new ProviderInstanceId(instance)));
        Optional<Due> due = row.getString("due_step") == null
                ? Optional.empty()
                : Optional.of(new Due(Due.Step.valueOf(row.getString("due_step")), Columns.moment(row, "due_at")));
        return new Delivery(order, lane, List.of(), explanation(row, "ending"), explanation(row, "waiting"), due,
                Columns.moment(row, "updated_at"), row.getLong("version"), List.of());
    }

    private static Optional<Explanation> explanation(ResultSet row, String which) throws SQLException {
        String code = row.getString(which + "_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new Explanation(code, row.getString(which + "_text"),
                        Columns.link(row, which + "_link")));
    }
}
