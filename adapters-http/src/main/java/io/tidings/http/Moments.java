package io.tidings.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Moments as callers write them. */
final class Moments {

    static final String RULE = "must be a moment in ISO 8601 with its offset, such as 2026-07-02T09:24:10.000Z";

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Moments() {}

    /**
     * To the millisecond.
     *
     * @throws DateTimeException when it is none, or one that no store could keep
     */
    static Instant parse(String text) {
        Instant at = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new DateTimeException("out of all bounds");
        }
        return at;
    }
}
