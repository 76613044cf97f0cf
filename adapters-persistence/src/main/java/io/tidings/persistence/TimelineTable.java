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

/**
 * What happened to deliveries. An entry's place is the version of the delivery that it came with, so that appending
 * needs no look at what is there.
 */
final class TimelineTable {

    private TimelineTable() {}

    static void append(Handle handle, Collection<Delivery> deliveries) {
        var rows = new Rows();
        for (Delivery delivery : deliveries) {
            int position = 0;
            for (TimelineEntry entry : delivery.unsaved()) {
                rows.uuid("delivery_id", delivery.id().value())
                        .number("version", delivery.version() + 1)
                        .number("position", position++)
                        .number("at", entry.at().toEpochMilli())
                        .text("event", entry.event().name())
                        .text("state", entry.state().name())
                        .number("attempt", entry.attempt())
                        .text("detail", entry.detail())
                        .text("code", entry.code().orElse(null))
                        .text("link", Columns.of(entry.link()))
                        .text("raw", entry.raw().isEmpty() ? null : Json.write(entry.raw()));
            }
        }
        rows.insert(handle, "timeline");
    }

    static void remove(Handle handle, Collection<Standings.Row> removed) {
        Standings.remove(handle, removed, "timeline", "delivery_id");
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
