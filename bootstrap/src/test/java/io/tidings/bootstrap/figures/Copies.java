package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Databases;
import io.tidings.domain.delivery.DeliveryId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Multiplies all deliveries of a database with their notifications, attempts and timelines, in SQL. What the copies
 * are told apart by goes first in their identifiers, as time does in those that Tidings makes: so rows lie as they
 * would if they had come one after the other.
 */
final class Copies {

    private static final List<String> TABLES = List.of("notification", "delivery", "delivery_log", "attempt",
            "timeline");

    private static final Set<String> IDENTIFIERS = Set.of("notification.id", "delivery.id",
            "delivery.notification_id", "delivery_log.delivery_id", "attempt.delivery_id", "timeline.delivery_id");

    private static final Set<String> MOMENTS = Set.of("created_at", "updated_at", "started_at", "at", "due_at",
            "expires_at");

    /** The database gives these itself, in the order of what comes. */
    private static final Set<String> GIVEN = Set.of("timeline.number", "timeline.tx");

    private static final int AT_ONCE = 100;

    private final Databases.Fresh database;

    Copies(Databases.Fresh database) {
        this.database = database;
    }

    /** The identifier that a copy of a delivery has; copies are counted from 1. */
    static DeliveryId of(DeliveryId original, int copy) {
        return new DeliveryId(UUID.fromString("%08x-0000".formatted(copy) + original.toString().substring(13)));
    }

    /** @param copies of each row, besides the row itself */
    void multiply(int copies) {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute(switch (database.kind()) {
                // Nothing of this need survive a power failure.
                case sqlite -> "PRAGMA synchronous = OFF";
                // What is copied refers to what is copied with it: the checks would take most of the time.
                case postgresql -> "SET session_replication_role = replica";
            });
            for (String table : TABLES) {
                statement.execute("CREATE TEMPORARY TABLE original_" + table + " AS SELECT * FROM " + table);
            }
            connection.setAutoCommit(false);
            for (int from = 1; from <= copies; from += AT_ONCE) {
                for (String table : TABLES) {
                    copy(connection, statement, table, from, Math.min(from + AT_ONCE - 1, copies));
                }
                connection.commit();
            }
            connection.setAutoCommit(true);
            statement.execute(switch (database.kind()) {
                case sqlite -> "PRAGMA wal_checkpoint(TRUNCATE)";
                // What autovacuum would have done in the course of a month.
                case postgresql -> "VACUUM (ANALYZE)";
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copy(Connection connection, Statement statement, String table, int from, int to)
            throws SQLException {
        List<String> columns = columns(connection, table);
        String values = columns.stream().map(column -> value(table, column)).collect(Collectors.joining(", "));
        statement.execute("WITH RECURSIVE copy (k) AS (SELECT " + from + " UNION ALL SELECT k + 1 FROM copy WHERE k < "
                + to + ") INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + values
                + " FROM copy CROSS JOIN original_" + table);
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM original_" + table + " LIMIT 0")) {
            var columns = new ArrayList<String>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String column = rows.getMetaData().getColumnName(i);
                if (!GIVEN.contains(table + "." + column)) {
                    columns.add(column);
                }
            }
            return columns;
        }
    }

    private String value(String table, String column) {
        if (IDENTIFIERS.contains(table + "." + column)) {
            return switch (database.kind()) {
                case sqlite -> "unhex(printf('%08x0000', k) || substr(hex(" + column + "), 13))";
                case postgresql -> "(lpad(to_hex(k), 8, '0') || '-0000' || substr(" + column
                        + "::text, 14))::uuid";
            };
        }
        if (MOMENTS.contains(column)) {
            return column + " + k";
        }
        return column.equals("reference") ? "reference || '-' || k" : column;
    }
}
