package io.tidings.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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
     * All rows that a question with {@code IN (…)} finds for any part of the values.
     *
     * <p>Each part is filled up to a power of two by repeating its last value, which changes no answer, so that
     * there are few different statements to prepare.
     */
    static <V, R> List<R> query(Collection<V> values, Function<List<V>, List<R>> question) {
        var found = new ArrayList<R>();
        for (List<V> part : parts(values, MOST_VALUES)) {
            found.addAll(question.apply(filled(part)));
        }
        return found;
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

    private static <V> List<V> filled(List<V> part) {
        var filled = new ArrayList<>(part);
        int size = Integer.highestOneBit(part.size() * 2 - 1);
        while (filled.size() < size) {
            filled.add(part.getLast());
        }
        return filled;
    }
}
