package io.tidings.persistence;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Rows that every request asks for and that hardly ever change, as they were at most {@link #FRESH} ago. What this
 * process changes it sees at once; what another one changes, when that time is over.
 *
 * <p>Only what there is: so it holds no more than the table has, whatever callers ask for. Safe for use by many
 * threads.
 */
final class Recent<K, V> {

    static final Duration FRESH = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Map<K, Known<V>> known = new HashMap<>();
    private long changes;

    private record Known<V>(V value, long askedAt) {}

    Recent() {
        this(System::nanoTime);
    }

    Recent(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param question asks the database, outside any unit of work */
    Optional<V> find(K key, Supplier<Optional<V>> question) {
        long before;
        synchronized (this) {
            Known<V> it = known.get(key);
            if (it != null && nanoTime.getAsLong() - it.askedAt() < FRESH.toNanos()) {
                return Optional.of(it.value());
            }
            before = changes;
        }
        long askedAt = nanoTime.getAsLong();
        Optional<V> found = question.get();
        keep(key, found, askedAt, before);
        return found;
    }

    /** What was changed since the question was asked may be missing in the answer. */
    private synchronized void keep(K key, Optional<V> found, long askedAt, long before) {
        if (changes == before) {
            found.ifPresentOrElse(value -> known.put(key, new Known<>(value, askedAt)), () -> known.remove(key));
        }
    }

    /** Something has changed, and whoever asks from now on sees it. */
    synchronized void forget() {
        changes++;
        known.clear();
    }
}
