package io.tidings.domain.dispatch;

import java.time.Duration;

/**
 * When things fall due.
 *
 * @param budget         how long after its acceptance (or its {@code sendAt}) a delivery may still be handed over
 * @param lease          how long a doer may take for one step; longer than a provider's slowest call
 * @param retry          between attempts after passing faults
 * @param hold           between attempts after a used-up quota or a fault of the settings
 * @param questions      between the questions about an uncertain attempt
 * @param evidenceWindow how long both callbacks and look-ups must have been silent since the last moment at which an
 *                       uncertain attempt can have made a message, before it is sent again
 * @param polls          between the questions about a message whose receipts have not come
 * @param pollUntil      how long after the attempt to go on asking
 * @param retention      how long what has ended is kept
 * @param remembered     how long a caller's key for a request is remembered
 * @param callbacks      whether callbacks can reach us: then {@code delivered} needs no further question
 */
public record Policies(Duration budget, Duration lease, Backoff retry, Backoff hold, Backoff questions,
        Duration evidenceWindow, Backoff polls,
        Duration pollUntil, Duration retention, Duration remembered, boolean callbacks) {

    /**
     * What an installation starts with. With callbacks, asking is only a net for those that got lost; without, it is
     * how receipts come at all.
     */
    public static Policies standard(boolean callbacks) {
        Backoff polls = callbacks
                ? new Backoff(Duration.ofMinutes(15), 3, Duration.ofHours(24))
                : new Backoff(Duration.ofSeconds(5), 2, Duration.ofHours(1));
        return new Policies(Duration.ofHours(24), Duration.ofSeconds(60),
                new Backoff(Duration.ofSeconds(2), 2, Duration.ofMinutes(10)),
                new Backoff(Duration.ofMinutes(1), 2, Duration.ofHours(1)),
                new Backoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(1)),
                Duration.ofMinutes(5), polls, Duration.ofHours(72),
                Duration.ofDays(90), Duration.ofHours(24), callbacks);
    }
}
