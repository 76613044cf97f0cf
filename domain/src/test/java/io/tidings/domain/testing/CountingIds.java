package io.tidings.domain.testing;

import io.tidings.domain.IdSource;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers that count: in the form of version 7 (RFC 9562), each greater than the one before, and the same ones in
 * every run of a test. All claim to be made at one moment; two sources with different moments never give the same
 * identifier.
 */
public final class CountingIds implements IdSource {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long high;
    private final AtomicLong last = new AtomicLong();

    public CountingIds() {
        this(Samples.NOW);
    }

    public CountingIds(Instant madeAt) {
        this.high = madeAt.toEpochMilli() << 16 | VERSION_7;
    }

    @Override
    public UUID next() {
        return new UUID(high, VARIANT | last.incrementAndGet());
    }
}
