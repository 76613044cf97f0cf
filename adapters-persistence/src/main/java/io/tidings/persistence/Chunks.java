package io.tidings.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Cuts a long list of values for {@code IN (…)}: drivers bound how many parameters a statement may have.
 *
 * <p>Each part is filled up to a power of two by repeating its last value, which changes no answer, so that there are few different statements to prepare.
 */
final class Chunks {

    private static final int MOST = 512;

    private Chunks() {}

    /** All rows that the question finds for any part of the values. */
    static <V, R> List<R> query(Collection<V> values, Function<List<V>, List<R>> question) {
        var all = new ArrayList<>(values);
        var found = new ArrayList<R>();
        for (int from = 0; from < all.size(); from += MOST) {
            found.addAll(question.apply(filled(all.subList(from, Math.min(from + MOST, all.size())))));
        }
        return found;
    }

    private static <V> List<V> filled(List<V> part) {
        var filled = new ArrayList<>(part);
        int size = Math.max(1, Integer.highestOneBit(part.size() * 2 - 1));
        while (filled.size() < size) {
            filled.add(part.getLast());
        }
        return filled;
    }
}
