package io.tidings.persistence;

import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How Java's types stand in columns, the same in all tables: UUIDs as the database's own or as their 16 bytes, links as
 * text, moments as milliseconds, nothing as NULL.
 */
final class Columns {

    private Columns() {}

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return uuidIfAny(row, column).orElseThrow();
    }

    static Optional<UUID> uuidIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column)).map(Columns::uuid);
    }

    static UUID uuid(ResultSet row, int column) throws SQLException {
        return uuid(row.getObject(column));
    }

    private static UUID uuid(Object value) {
        if (value instanceof UUID own) {
            return own;
        }
        var bytes = ByteBuffer.wrap((byte[]) value);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    static byte[] bytes(UUID value) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits()).array();
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
