package io.tidings.domain.provider;

import java.util.UUID;

/** One provider set up for one app. */
public record ProviderInstanceId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
