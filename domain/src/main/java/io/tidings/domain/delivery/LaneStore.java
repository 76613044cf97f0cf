package io.tidings.domain.delivery;

import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.Optional;

/**
 * What all processes together must know of a lane: until which moment its time is paid
 * ({@link io.tidings.domain.provider.RateLimit}). Only inside a unit of work. Safe for use by many threads and many
 * processes.
 */
public interface LaneStore {

    /** What a lane's time is paid for: each has a rate of its own. */
    enum Traffic {
        SENDS, QUESTIONS
    }

    /**
     * Until when the lane's time is paid, to the microsecond; {@link Instant#EPOCH} for a lane that was never used.
     * Until the unit of work ends nobody else reads or pays it.
     */
    Instant lockPaidUntil(ProviderInstanceId lane, Traffic traffic);

    /**
     * The same without waiting for anybody: empty while another unit of work reads or pays it, and for a lane that was
     * never used.
     */
    Optional<Instant> tryLockPaidUntil(ProviderInstanceId lane, Traffic traffic);

    /** Pays the lane's time, after it was locked in the same unit of work. */
    void pay(ProviderInstanceId lane, Traffic traffic, Instant until);
}
