package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests each API key may make, in this process. A key that was quiet may make as many at once as are due
 * in {@value #BURST_SECONDS} seconds.
 *
 * <p>To be asked about keys that are proven only: so nobody can fill the memory with keys that do not exist, or use up
 * what is another's.
 */
public final class RequestLimits {

    private static final int BURST_SECONDS = 2;
    private static final long MICROS = 1_000_000;
    private static final int MANY = 10_000;

    private final int perSecond;
    private final InstantSource clock;

    /** By key: when all that it has used will be its own again, in microseconds. */
    private final Map<ApiKey, Long> usedUntil = new ConcurrentHashMap<>();

    /** @param perSecond 0 means no limit */
    public RequestLimits(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * What a key may do.
     *
     * @param granted          whether this request is let through
     * @param quota            how many requests a window has
     * @param windowSeconds    in which the whole quota comes back
     * @param remaining        how many more are let through at once
     * @param resetSeconds     until the whole quota is there again, rounded up
     * @param retryAfterSeconds when one is let through again, rounded up; at least 1
     */
    public record Allowance(boolean granted, int quota, int windowSeconds, long remaining, long resetSeconds,
            long retryAfterSeconds) {}

    /** Whether there is a limit at all. */
    public boolean limited() {
        return perSecond > 0;
    }

    /** Takes one request's worth. Only where there is a limit. */
    public Allowance take(ApiKey key) {
        long window = BURST_SECONDS * MICROS;
        // The quota is cut into so many parts of the window; a clock that was set back must not lock anybody out.
        long cost = MICROS / perSecond;
        var taken = new Taken[1];
        usedUntil.compute(key, (same, before) -> {
            // Asked here, where callers come one by one: to one who had asked before and was then held up for longer
            // than the window, what others have used since would look like all of it.
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
            long used = before == null ? now : Math.clamp(before, now, now + window);
            boolean granted = used + cost <= now + window;
            taken[0] = new Taken(granted, now, granted ? used + cost : used);
            return taken[0].until();
        });
        long now = taken[0].at();
        long until = taken[0].until();
        if (usedUntil.size() > MANY) {
            usedUntil.values().removeIf(it -> it <= now);
        }
        long free = now + window - until;
        return new Allowance(taken[0].granted(), perSecond * BURST_SECONDS, BURST_SECONDS, free / cost,
                seconds(until - now), Math.max(1, seconds(until + cost - now - window)));
    }

    private record Taken(boolean granted, long at, long until) {}

    private static long seconds(long micros) {
        return Math.ceilDiv(Math.max(0, micros), MICROS);
    }
}
