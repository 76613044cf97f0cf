package io.tidings.bootstrap.bench;

import com.fasterxml.uuid.Generators;
import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rows of one notification, taken from a server's database and written again and again into another one with the
 * same tables: by prepared statements in batches, each notification in a transaction of its own, as durable as the
 * server's.
 */
final class BulkInserts implements AutoCloseable {

    private static final Set<String> IDENTIFIERS = Set.of("id", "notification_id", "delivery_id");

    /** The database gives these itself. */
    private static final Set<String> GIVEN = Set.of("number", "tx");

    private final Databases.Kind kind;
    private final Connection connection;
    private final List<Table> tables = new ArrayList<>();

    private record Table(List<String> columns, List<Object[]> rows, PreparedStatement insert) {}

    BulkInserts(Databases.Fresh from, Databases.Fresh into) {
        Persistence.open(new PersistenceSettings(into.directory(), Optional.of(into.url()),
                Optional.of(Secret.of(Base64.getEncoder().encodeToString(new byte[32])))), InstantSource.system(),
                new SecureRandom()).close();
        kind = into.kind();
        try (Connection source = from.connect()) {
            connection = writing(into);
            insert(table(source, "app", ""), Map.of());
            String one = " = (SELECT id FROM notification ORDER BY id LIMIT 1)";
            tables.add(table(source, "notification", " WHERE id" + one));
            tables.add(table(source, "delivery", " WHERE notification_id" + one));
            for (String name : List.of("delivery_log", "timeline")) {
                tables.add(table(source, name, " WHERE delivery_id IN (SELECT id FROM delivery WHERE notification_id"
                        + one + ")"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection writing(Databases.Fresh database) throws SQLException {
        Connection connection = database.connect(switch (database.kind()) {
            // with as much memory as the server's own writer has
            case sqlite -> "?foreign_keys=on&synchronous=FULL&cache_size=-32768&temp_store=MEMORY";
            case postgresql -> "&reWriteBatchedInserts=true";
        });
        connection.setAutoCommit(false);
        return connection;
    }

    private Table table(Connection source, String name, String which) throws SQLException {
        try (var statement = source.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + name + which)) {
            var columns = new ArrayList<String>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                columns.add(found.getMetaData().getColumnName(i));
            }
            columns.removeAll(name.equals("timeline") ? GIVEN : Set.of());
            var rows = new ArrayList<Object[]>();
            while (found.next()) {
                var row = new Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    Object value = found.getObject(columns.get(i));
                    row[i] = IDENTIFIERS.contains(columns.get(i)) && value instanceof byte[] bytes
                            ? uuid(ByteBuffer.wrap(bytes))
                            : value;
                }
                rows.add(row);
            }
            return new Table(columns, rows, connection.prepareStatement("INSERT INTO " + name + " ("
                    + String.join(", ", columns) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")"));
        }
    }

    /** Inserts for so long. What is counted are the notifications. */
    Answers run(Duration time) {
        var answers = new Answers();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            Map<Object, UUID> identifiers = identifiers();
            long start = System.nanoTime();
            try {
                for (Table table : tables) {
                    insert(table, identifiers);
                }
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            long took = System.nanoTime() - start;
            answers.add(took);
            answers.over(took / 1e9);
        }
        return answers;
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** New ones for old ones. */
    private Map<Object, UUID> identifiers() {
        var identifiers = new HashMap<Object, UUID>();
        for (Table table : tables) {
            int id = table.columns().indexOf("id");
            for (Object[] row : id < 0 ? List.<Object[]>of() : table.rows()) {
                identifiers.put(row[id], Generators.timeBasedEpochGenerator().generate());
            }
        }
        return identifiers;
    }

    private void insert(Table table, Map<Object, UUID> identifiers) throws SQLException {
        for (Object[] row : table.rows()) {
            for (int i = 0; i < row.length; i++) {
                Object value = row[i] instanceof UUID old ? identifiers.getOrDefault(old, old) : row[i];
                table.insert().setObject(i + 1, value instanceof UUID uuid && kind == Databases.Kind.sqlite
                        ? ByteBuffer.allocate(16).putLong(uuid.getMostSignificantBits())
                                .putLong(uuid.getLeastSignificantBits()).array()
                        : value);
            }
            table.insert().addBatch();
        }
        table.insert().executeBatch();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
