package io.tidings.persistence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Rows that are written together, each with values of its own. They are given one after the other, all with the same
 * columns.
 *
 * <p>Where the database is in this process, a prepared statement is run for each row. A server gets the columns as
 * arrays, and one statement for all rows: PostgreSQL reads every CHECK and every condition of an index anew when a
 * statement begins, and that takes longer than writing the row.
 */
final class Rows {

    private final Map<String, Column> columns = new LinkedHashMap<>();

    private record Column(Type type, List<Object> values) {}

    private enum Type {
        UUID("uuid", UUID[]::new),
        TEXT("text", String[]::new),
        NUMBER("int8", Long[]::new),
        BYTES("bytea", byte[][]::new);

        private final String server;
        private final IntFunction<Object[]> array;

        Type(String server, IntFunction<Object[]> array) {
            this.server = server;
            this.array = array;
        }

        Argument arrayOf(List<Object> values) {
            Object[] all = values.stream()
                    .map(value -> value instanceof String text ? PostgresDialect.storable(text) : value).toArray(array);
            return (position, statement, context) -> statement.setArray(position,
                    statement.getConnection().createArrayOf(server, all));
        }
    }

    /** How rows get to the database: one by one, unless it is said otherwise. */
    public static final class Form implements JdbiConfig<Form> {

        private boolean arrays;

        /** Jdbi makes it. */
        public Form() {}

        void useArrays() {
            arrays = true;
        }

        @Override
        public Form createCopy() {
            var copy = new Form();
            copy.arrays = arrays;
            return copy;
        }
    }

    Rows uuid(String column, UUID value) {
        return add(column, Type.UUID, value);
    }

    Rows text(String column, String value) {
        return add(column, Type.TEXT, value);
    }

    Rows number(String column, Long value) {
        return add(column, Type.NUMBER, value);
    }

    Rows number(String column, long value) {
        return add(column, Type.NUMBER, value);
    }

    Rows bytes(String column, byte[] value) {
        return add(column, Type.BYTES, value);
    }

    private Rows add(String column, Type type, Object value) {
        columns.computeIfAbsent(column, unknown -> new Column(type, new ArrayList<>())).values().add(value);
        return this;
    }

    void insert(Handle handle, String table) {
        insert(handle, table, "");
    }

    /** @param otherwise what is done about a row that is there already */
    void insert(Handle handle, String table, String otherwise) {
        if (size() == 0) {
            return;
        }
        String insert = "INSERT INTO " + table + " (" + names("") + ") ";
        if (asArrays(handle)) {
            bound(handle.createUpdate(insert + "SELECT * FROM unnest(" + names(":") + ") " + otherwise)).execute();
        } else {
            batch(handle, insert + "VALUES (" + names(":") + ") " + otherwise);
        }
    }

    /**
     * Changes rows that are there.
     *
     * @param set   the new values; {@code <new>column} is what was given here
     * @param where which row it is, in the same words
     * @return which of those that were given, counted from 0, have changed a row
     */
    BitSet update(Handle handle, String table, String set, String where) {
        var changed = new BitSet();
        if (size() == 0) {
            return changed;
        }
        String update = "UPDATE " + table + " SET " + set;
        if (asArrays(handle)) {
            String rows = " FROM unnest(" + names(":") + ") WITH ORDINALITY AS new (" + names("") + ", ordinality)";
            bound(handle.createQuery((update + rows + " WHERE " + where).replace("<new>", "new.")
                    + " RETURNING new.ordinality")).mapTo(int.class).forEach(number -> changed.set(number - 1));
        } else {
            int[] counts = batch(handle, (update + " WHERE " + where).replace("<new>", ":"));
            for (int row = 0; row < counts.length; row++) {
                changed.set(row, counts[row] == 1);
            }
        }
        return changed;
    }

    private int size() {
        return columns.values().stream().mapToInt(column -> column.values().size()).max().orElse(0);
    }

    private String names(String prefix) {
        return columns.keySet().stream().map(column -> prefix + column).collect(Collectors.joining(", "));
    }

    private static boolean asArrays(Handle handle) {
        return handle.getConfig(Form.class).arrays;
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        columns.forEach((name, column) -> statement.bind(name, column.type().arrayOf(column.values())));
        return statement;
    }

    private int[] batch(Handle handle, String statement) {
        PreparedBatch batch = handle.prepareBatch(statement);
        for (int row = 0; row < size(); row++) {
            for (var column : columns.entrySet()) {
                batch.bind(column.getKey(), column.getValue().values().get(row));
            }
            batch.add();
        }
        return batch.execute();
    }
}
