package io.tidings.domain.notification;

import java.util.UUID;

/** One accepted request; what the API calls {@code requestId}. */
public record NotificationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
