package io.tidings.domain.category;

import java.util.UUID;

/** A kind of notifications. */
public record CategoryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
