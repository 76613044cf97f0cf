package io.tidings.application.planted;

import java.time.Instant;

/** Breaks a law of the house on purpose. */
public final class KnowsTheTime {

    private KnowsTheTime() {}

    public static Instant now() {
        return Instant.now();
    }
}
