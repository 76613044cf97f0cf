package io.tidings.persistence;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/**
 * Rows that are written together, each with values of its own. They are given one after the other, all with the same
 * columns. Where a statement compares with what is stored, it names the table with the column.
 *
 * <p>Where the database is in this process, a prepared statement is run for each row. A server gets the columns as
 * arrays, and one statement for all rows: PostgreSQL reads every CHECK and every condition of an index anew when a
 * statement begins, and that takes longer than writing the row.
 */
final class Rows {

    private static final Pattern GIVEN = Pattern.compile("<new>(\\w+)");

    private final Map<String, Column> columns = new LinkedHashMap<>();

    private record Column(Type type, List<Object> values) {}

    /** What a column holds. */
    enum Type {
        UUID("uuid", UUID[]::new, (statement, at, value) -> statement.setBytes(at, Columns.bytes((UUID) value))),
        TEXT("text", String[]::new, (statement, at, value) -> statement.setString(at, (String) value)),
        NUMBER("int8", Long[]::new, (statement, at, value) -> statement.setLong(at, (Long) value)),
        BYTES("bytea", byte[][]::new, (statement, at, value) -> statement.setBytes(at, (byte[]) value));

        private final String element;
        private final IntFunction<Object[]> array;
        private final Setting setting;

        Type(String element, IntFunction<Object[]> array, Setting setting) {
            this.element = element;
            this.array = array;
            this.setting = setting;
        }

        private interface Setting {
            void set(PreparedStatement statement, int at, Object value) throws SQLException;
        }

        void set(PreparedStatement statement, int at, Object value) throws SQLException {
            if (value == null) {
                statement.setNull(at, Types.NULL);
            } else {
                setting.set(statement, at, value);
            }
        }

        /** The parameter of that name, an array of such values. */
        String array(String name) {
            return "CAST(:" + name + " AS " + element + "[])";
        }

        Argument arrayOf(List<?> values) {
            Object[] all = values.stream()
                    .map(value -> value instanceof String text ? PostgresDialect.storable(text) : value).toArray(array);
            return (at, statement, context) -> statement.setArray(at,
                    statement.getConnection().createArrayOf(element, all));
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

        boolean isArrays() {
            return arrays;
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

    /**
     * @param otherwise what is done about a row that is there already
     * @return how many were inserted or changed
     */
    int insert(Handle handle, String table, String otherwise) {
        String insert = "INSERT INTO " + table + " (" + names("") + ") ";
        return write(handle, insert + "VALUES (" + names("<new>") + ") " + otherwise,
                insert + "SELECT * FROM " + arrays() + " " + otherwise);
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
        String update = "UPDATE " + table + " SET " + set;
        if (size() > 0 && asArrays(handle)) {
            String rows = " FROM " + arrays() + " WITH ORDINALITY AS new (" + names("") + ", ordinality)";
            bound(handle.createQuery((update + rows + " WHERE " + where).replace("<new>", "new.")
                    + " RETURNING new.ordinality")).mapTo(int.class).forEach(number -> changed.set(number - 1));
        } else if (size() > 0) {
            int[] counts = batch(handle, update + " WHERE " + where);
            for (int row = 0; row < counts.length; row++) {
                changed.set(row, counts[row] == 1);
            }
        }
        return changed;
    }

    int delete(Handle handle, String table) {
        return delete(handle, table, "");
    }

    /**
     * Removes the rows in which these columns have these values.
     *
     * @param condition what else must hold, beginning with {@code AND}
     * @return how many were removed
     */
    int delete(Handle handle, String table, String condition) {
        String delete = "DELETE FROM " + table;
        return write(handle, delete + " WHERE " + equal(table, "<new>") + condition,
                delete + " USING " + arrays() + " AS new (" + names("") + ") WHERE "
                        + equal(table, "new.") + condition);
    }

    private String equal(String table, String given) {
        return columns.keySet().stream().map(column -> table + "." + column + " = " + given + column)
                .collect(Collectors.joining(" AND ", "", " "));
    }

    private int write(Handle handle, String one, String all) {
        if (size() == 0) {
            return 0;
        }
        return asArrays(handle) ? bound(handle.createUpdate(all)).execute() : IntStream.of(batch(handle, one)).sum();
    }

    /** How many; none where none were given. A row that lacks a column would get another row's value for it. */
    private int size() {
        int[] sizes = columns.values().stream().mapToInt(column -> column.values().size()).distinct().toArray();
        if (sizes.length > 1) {
            throw new IllegalStateException("rows with different columns");
        }
        return sizes.length == 0 ? 0 : sizes[0];
    }

    private String names(String prefix) {
        return columns.keySet().stream().map(column -> prefix + column).collect(Collectors.joining(", "));
    }

    private String arrays() {
        return columns.entrySet().stream()
                .map(column -> column.getValue().type().array(column.getKey()))
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    private static boolean asArrays(Handle handle) {
        return handle.getConfig(Form.class).isArrays();
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        columns.forEach((name, column) -> statement.bind(name, column.type().arrayOf(column.values())));
        return statement;
    }

    /**
     * By JDBC alone: Jdbi describes each of hundreds of values, for the case that one is refused, and that takes three
     * times as long as writing the rows.
     */
    private int[] batch(Handle handle, String template) {
        var order = new ArrayList<Column>();
        String sql = GIVEN.matcher(template).replaceAll(given -> {
            order.add(Optional.ofNullable(columns.get(given.group(1))).orElseThrow(() -> new IllegalStateException(
                    "the rows have no column " + given.group(1))));
            return "?";
        });
        // Never executed: it is what Jdbi's builder of statements, its logger and its exceptions are told.
        try (Update statement = handle.createUpdate(sql)) {
            StatementContext context = statement.getContext();
            StatementBuilder statements = handle.getStatementBuilder();
            try {
                PreparedStatement prepared = statements.create(handle.getConnection(), sql, context);
                try {
                    int[] counts = execute(prepared, order);
                    context.getConfig(SqlStatements.class).getSqlLogger().logAfterExecution(context);
                    return counts;
                } finally {
                    statements.close(handle.getConnection(), sql, prepared);
                }
            } catch (SQLException e) {
                throw new UnableToExecuteStatementException(e, context);
            }
        }
    }

    private int[] execute(PreparedStatement statement, List<Column> order) throws SQLException {
        int size = size();
        for (int row = 0; row < size; row++) {
            for (int at = 0; at < order.size(); at++) {
                order.get(at).type().set(statement, at + 1, order.get(at).values().get(row));
            }
            statement.addBatch();
        }
        return statement.executeBatch();
    }
}
