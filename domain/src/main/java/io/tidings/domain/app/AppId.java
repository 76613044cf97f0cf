package io.tidings.domain.app;

import java.util.UUID;

/** A tenant. */
public record AppId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
