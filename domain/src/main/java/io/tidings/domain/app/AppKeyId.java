package io.tidings.domain.app;

import java.util.UUID;

/** One of the further API keys of an app. */
public record AppKeyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
