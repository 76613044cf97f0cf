package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.delivery.TimelineEntry.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What happened to deliveries. An entry's place is the version of the delivery that it came with, so that appending
 * needs no look at what is there.
 */
final class TimelineTable {

    private TimelineTable() {}

    static void append(Handle handle, Collection<Delivery> deliveries) {
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO timeline (delivery_id, version, position, at, event, state, attempt, detail, code, link,
                    raw)
                VALUES (:delivery, :version + 1, :position, :at, :event, :state, :attempt, :detail, :code, :link, :raw)
                """);
        for (Delivery delivery : deliveries) {
            int position = 0;
            for (TimelineEntry entry : delivery.unsaved()) {
                rows.bind("delivery", delivery.id().value())
                        .bind("version", delivery.version())
                        .bind("position", position++)
                        .bind("at", entry.at().toEpochMilli())
                        .bind("event", entry.event().name())
                        .bind("state", entry.state().name())
                        .bind("attempt", entry.attempt())
                        .bind("detail", entry.detail())
                        .bind("code", entry.code().orElse(null))
                        .bind("link", Columns.of(entry.link()))
                        .bind("raw", entry.raw().isEmpty() ? null : Json.write(entry.raw()))
                        .add();
            }
        }
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    static void remove(Handle handle, Collection<Standings.Row> removed) {
        Standings.forEach(handle, removed, "DELETE FROM timeline WHERE delivery_id = :id");
    }

    static List<TimelineEntry> list(Handle handle, DeliveryId delivery) {
        return handle.createQuery("SELECT * FROM timeline WHERE delivery_id = :delivery ORDER BY version, position")
                .bind("delivery", delivery.value())
                .map((row, context) -> entry(row))
                .list();
    }

    static TimelineEntry entry(ResultSet row) throws SQLException {
        return new TimelineEntry(Columns.moment(row, "at"), Event.valueOf(row.getString("event")),
                DeliveryState.valueOf(row.getString("state")), row.getInt("attempt"), row.getString("detail"),
                Columns.text(row, "code"), Columns.link(row, "link"),
                Columns.text(row, "raw").map(Json::texts).orElse(Map.of()));
    }
}
