package io.tidings.persistence;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How Java's types stand in columns, the same in all tables: UUIDs and links as text, moments as milliseconds,
 * nothing as NULL.
 */
final class Columns {

    private Columns() {}

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return UUID.fromString(row.getString(column));
    }

    static Optional<UUID> uuidIfAny(ResultSet row, String column) throws SQLException {
        return text(row, column).map(UUID::fromString);
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<URI> link(ResultSet row, String column) throws SQLException {
        return text(row, column).map(URI::create);
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> momentIfAny(ResultSet row, String column) throws SQLException {
        return numberIfAny(row, column).map(Instant::ofEpochMilli);
    }

    static Optional<Long> numberIfAny(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static String of(Optional<URI> link) {
        return link.map(URI::toString).orElse(null);
    }

    static Long millis(Optional<Instant> moment) {
        return moment.map(Instant::toEpochMilli).orElse(null);
    }
}
