package io.tidings.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Cuts long lists for the database. */
final class Chunks {

    /** Drivers bound how many parameters a statement may have. */
    private static final int MOST_VALUES = 512;

    /**
     * Enough for the cost of a call to vanish. SQLite's driver clears, at every batch, all the room that the
     * longest one of that statement ever took: many more, and each small batch that follows would pay for them.
     */
    private static final int MOST_ROWS = 128;

    private Chunks() {}

    /**
     * All rows that a question with {@code IN (<name>)} finds for any part of the values.
     *
     * <p>A server gets them as the rows of one array, and plans a join. A list of parameters, of whose values its plan
     * knows nothing, PostgreSQL would compare one by one with each row of a table that it takes to be small.
     *
     * <p>Where the database is in this process, the list is filled up to a power of two by repeating its last value,
     * which changes no answer, so that there are few different statements to prepare.
     *
     * @param values identifiers, or texts
     * @param rows   binds what else the question asks for, and reads what it finds
     */
    static <R> List<R> query(Handle handle, String question, String name, Collection<?> values,
            Function<Query, List<R>> rows) {
        var found = new ArrayList<R>();
        for (List<?> part : parts(values, MOST_VALUES)) {
            found.addAll(rows.apply(bind(handle.createQuery(question), name, part)));
        }
        return found;
    }

    private static Query bind(Query question, String name, List<?> part) {
        if (!question.getConfig(Rows.Form.class).isArrays()) {
            return question.bindList(name, filled(part));
        }
        Rows.Type type = part.getFirst() instanceof UUID ? Rows.Type.UUID : Rows.Type.TEXT;
        return question.define(name, "SELECT unnest(" + type.array(name) + ")").bind(name, type.arrayOf(part));
    }

    /** The rows to be written, in parts of the size of one batch. */
    static <V> List<List<V>> batches(Collection<V> rows) {
        return parts(rows, MOST_ROWS);
    }

    private static <V> List<List<V>> parts(Collection<V> values, int most) {
        var all = List.copyOf(values);
        var parts = new ArrayList<List<V>>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(from + most, all.size())));
        }
        return parts;
    }

    private static List<?> filled(List<?> part) {
        var filled = new ArrayList<Object>(part);
        int size = Integer.highestOneBit(part.size() * 2 - 1);
        while (filled.size() < size) {
            filled.add(part.getLast());
        }
        return filled;
    }
}
