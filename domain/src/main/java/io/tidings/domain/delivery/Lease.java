package io.tidings.domain.delivery;

import java.time.Instant;

/**
 * The right to act for a delivery, for a while.
 *
 * @param holder the process that holds it
 * @param until  from this moment on another may take it, and its holder must not begin anything any more
 */
public record Lease(String holder, Instant until) {

    public boolean expired(Instant now) {
        return !now.isBefore(until);
    }
}
