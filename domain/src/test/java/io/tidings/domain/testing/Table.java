package io.tidings.domain.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Immutable rows by key, in no order. Every change is undone when the unit of work throws. Only to be used inside one.
 */
final class Table<K, V> {

    private final Map<K, V> rows = new HashMap<>();
    private final InMemoryTransactions transactions;

    Table(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    void insert(K key, V row) {
        if (rows.containsKey(key)) {
            throw new IllegalStateException("there is already a row " + key);
        }
        put(key, row);
    }

    void put(K key, V row) {
        V before = rows.put(key, row);
        transactions.onRollback(() -> restore(key, before));
    }

    Optional<V> remove(K key) {
        V before = rows.remove(key);
        transactions.onRollback(() -> restore(key, before));
        return Optional.ofNullable(before);
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    Stream<V> rows() {
        return rows.values().stream();
    }

    Stream<Map.Entry<K, V>> entries() {
        return rows.entrySet().stream();
    }

    private void restore(K key, V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }
}
