package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.log.Change;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The timeline of all deliveries, read in the order in which its entries became visible. */
final class JdbiChangeFeed implements ChangeFeed {

    /** The part of the timeline is chosen first, so that the join adds to it what is asked for and nothing more. */
    private static final String ALL = """
            SELECT t.*, d.app_id, d.notification_id, d.user_id
            FROM (SELECT <group> AS feed_group, timeline.* FROM timeline WHERE <after>
                  ORDER BY <feed_order> LIMIT :limit) AS t
            JOIN delivery d ON d.id = t.delivery_id
            ORDER BY t.feed_group, t.number
            """;

    private static final String OF_NOTIFICATION = """
            SELECT t.*, d.app_id, d.notification_id, d.user_id
            FROM delivery d
            JOIN (SELECT <group> AS feed_group, timeline.* FROM timeline WHERE <after>) AS t ON t.delivery_id = d.id
            WHERE d.notification_id = :notification
            ORDER BY t.feed_group, t.number LIMIT :limit
            """;

    private final Database database;

    JdbiChangeFeed(Database database) {
        this.database = database;
    }

    @Override
    public Position end() {
        return database.ask(handle -> handle.createQuery("SELECT <feed_end>")
                .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                .one());
    }

    @Override
    public Part after(Position position, Optional<NotificationId> notification, int limit) {
        List<Change> changes = database.read(handle -> question(handle, notification)
                .bind("group", position.group())
                .bind("number", position.number())
                .bind("limit", limit)
                .map((row, context) -> change(row))
                .list());
        return new Part(changes, changes.size() < limit);
    }

    private static Query question(Handle handle, Optional<NotificationId> notification) {
        return notification.map(id -> handle.createQuery(OF_NOTIFICATION).bind("notification", id.value()))
                .orElseGet(() -> handle.createQuery(ALL));
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(new Position(row.getLong("feed_group"), row.getLong("number")),
                new AppId(Columns.uuid(row, "app_id")), new NotificationId(Columns.uuid(row, "notification_id")),
                new DeliveryId(Columns.uuid(row, "delivery_id")), new UserId(row.getString("user_id")),
                TimelineTable.entry(row));
    }
}
