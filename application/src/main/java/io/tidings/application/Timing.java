package io.tidings.application;

import io.tidings.domain.delivery.Lease;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * The clock, the policies and the chance by which this process acts.
 *
 * @param holder what this process calls itself when it takes a lease; no other process has the same name
 */
public record Timing(InstantSource clock, Policies policies, RandomGenerator random, String holder) {

    /** Now, to the millisecond, as the stores keep it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Pace pace() {
        return new Pace(now(), policies, random);
    }

    /** A lease from now on. */
    public Lease lease() {
        return lease(now());
    }

    /** A lease from that moment on. */
    public Lease lease(Instant from) {
        return new Lease(holder, from.plus(policies.lease()));
    }
}
