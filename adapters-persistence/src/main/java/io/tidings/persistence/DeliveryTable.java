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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Deliveries as rows, their attempts in a table of their own. A row's version is that of {@link Delivery#saved()}. */
final class DeliveryTable {

    private DeliveryTable() {}

    static void insert(Handle handle, Collection<Delivery> deliveries) {
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO delivery (id, notification_id, app_id, user_id, channel, priority, created_at, expires_at,
                    resend_of, reserve, provider_id, instance_id, state, explanation_code, ending_code, ending_text,
                    ending_link, waiting_code, waiting_text, waiting_link, due_step, due_at, sent_at, delivered_at,
                    seen_at, updated_at, version)
                VALUES (:id, :notification, :app, :user, :channel, :priority, :created, :expires,
                    :resendOf, :reserve, :provider, :instance, :state, :explanation, :endingCode, :endingText,
                    :endingLink, :waitingCode, :waitingText, :waitingLink, :dueStep, :dueAt, :sentAt, :deliveredAt,
                    :seenAt, :updated, :version + 1)
                """);
        for (Delivery delivery : deliveries) {
            DeliveryOrder order = delivery.order();
            rows.bind("notification", order.notification().value())
                    .bind("app", order.app().value())
                    .bind("user", order.user().value())
                    .bind("channel", order.channel().id())
                    .bind("created", order.createdAt().toEpochMilli())
                    .bind("priority", order.priority().ordinal())
                    .bind("expires", order.expiresAt().toEpochMilli())
                    .bind("resendOf", order.resendOf().map(DeliveryId::value).orElse(null))
                    .bind("reserve", order.reserve() ? 1 : 0);
            bindWhatChanges(rows, delivery).add();
        }
        rows.execute();
    }

    /** Updates the rows whose version is still that of the delivery; answers which were. */
    static List<Delivery> update(Handle handle, Collection<Delivery> deliveries) {
        PreparedBatch rows = handle.prepareBatch("""
                UPDATE delivery
                SET provider_id = :provider, instance_id = :instance, state = :state, explanation_code = :explanation,
                    ending_code = :endingCode, ending_text = :endingText, ending_link = :endingLink,
                    waiting_code = :waitingCode, waiting_text = :waitingText, waiting_link = :waitingLink,
                    due_step = :dueStep, due_at = :dueAt, sent_at = COALESCE(sent_at, :sentAt),
                    delivered_at = COALESCE(delivered_at, :deliveredAt), seen_at = COALESCE(seen_at, :seenAt),
                    updated_at = :updated, version = :version + 1
                WHERE id = :id AND version = :version
                """);
        deliveries.forEach(delivery -> bindWhatChanges(rows, delivery).add());
        int[] changed = rows.execute();
        var updated = new ArrayList<Delivery>(deliveries.size());
        int row = 0;
        for (Delivery delivery : deliveries) {
            if (changed[row++] == 1) {
                updated.add(delivery);
            }
        }
        return updated;
    }

    private static PreparedBatch bindWhatChanges(PreparedBatch row, Delivery delivery) {
        Optional<Explanation> ending = delivery.ending();
        Optional<Explanation> waiting = delivery.waiting();
        return row.bind("id", delivery.id().value())
                .bind("provider", delivery.lane().map(lane -> lane.provider().id()).orElse(null))
                .bind("instance", delivery.lane().map(lane -> lane.instance().value()).orElse(null))
                .bind("state", delivery.state().name())
                .bind("explanation", delivery.explanation().map(Explanation::code).orElse(null))
                .bind("endingCode", ending.map(Explanation::code).orElse(null))
                .bind("endingText", ending.map(Explanation::text).orElse(null))
                .bind("endingLink", Columns.of(ending.flatMap(Explanation::link)))
                .bind("waitingCode", waiting.map(Explanation::code).orElse(null))
                .bind("waitingText", waiting.map(Explanation::text).orElse(null))
                .bind("waitingLink", Columns.of(waiting.flatMap(Explanation::link)))
                .bind("dueStep", delivery.due().map(due -> due.step().name()).orElse(null))
                .bind("dueAt", Columns.millis(delivery.due().map(Due::at)))
                .bind("sentAt", Columns.millis(Standings.reached(delivery, Milestone.SENT)))
                .bind("deliveredAt", Columns.millis(Standings.reached(delivery, Milestone.DELIVERED)))
                .bind("seenAt", Columns.millis(Standings.reached(delivery, Milestone.SEEN)))
                .bind("updated", delivery.updatedAt().toEpochMilli())
                .bind("version", delivery.version());
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
        List<Delivery> locked = Chunks.query(sorted, part -> handle.createQuery("""
                SELECT * FROM delivery WHERE id IN (<ids>) ORDER BY id <for_update>
                """)
                .bindList("ids", part)
                .map((row, context) -> seen(row, ledger))
                .list());
        return AttemptTable.attach(handle, locked);
    }

    /**
     * Removes what is locked, with its notification where nothing else is left of it. A notification is locked before
     * its other deliveries are looked for: so of two who remove its last ones, one sees that nothing is left.
     */
    static void remove(Handle handle, Collection<Standings.Row> ended) {
        Standings.forEach(handle, ended, "DELETE FROM delivery WHERE id = :id");
        Set<UUID> notifications = ended.stream().map(Standings.Row::notification).collect(Collectors.toSet());
        Chunks.query(notifications, part -> handle.createQuery("""
                SELECT id FROM notification WHERE id IN (<ids>) ORDER BY id <for_update>
                """)
                .bindList("ids", part)
                .map((row, context) -> Columns.uuid(row, "id"))
                .list());
        for (List<UUID> batch : Chunks.batches(notifications)) {
            PreparedBatch rows = handle.prepareBatch("""
                    DELETE FROM notification
                    WHERE id = :id AND NOT EXISTS (SELECT 1 FROM delivery WHERE notification_id = notification.id)
                    """);
            batch.forEach(id -> rows.bind("id", id).add());
            rows.execute();
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
