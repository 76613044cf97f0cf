package io.tidings.domain.delivery;

import java.util.UUID;

/** One notification for one user on one channel. */
public record DeliveryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
