package io.tidings.domain.statistics;

import io.tidings.domain.delivery.Priority;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What waits in a lane: is due to be sent, and has not expired.
 *
 * @param waiting how many by urgency, each counted up to {@link #MOST}; what is none is absent
 * @param since   when the one that has waited longest fell due; empty when nothing waits
 */
public record Backlog(Map<Priority, Long> waiting, Optional<Instant> since) {

    /** Nobody needs to know more exactly how much it is, and counting millions would cost as much as sending some. */
    public static final int MOST = 10_000;

    public Backlog {
        waiting = Map.copyOf(waiting);
    }

    /** Whether there may be more than is counted. */
    public boolean more() {
        return waiting.values().stream().anyMatch(count -> count >= MOST);
    }
}
