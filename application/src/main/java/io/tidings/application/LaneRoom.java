package io.tidings.application;

import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much room one lane has in this process, and what this process knows of what waits there. */
final class LaneRoom {

    private static final Logger LOG = LoggerFactory.getLogger(LaneRoom.class);

    /**
     * No lane is too slow for one message in that time. One that seems to have to wait for longer was told so by a
     * clock that was set back since.
     */
    private static final Duration LONGEST_PACING = Duration.ofSeconds(1);

    /** Whoever disables an instance that hangs waits no longer for the others to take over. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private int underWay;
    private int concurrency = Integer.MAX_VALUE;

    /** Nothing was left that waits when we looked last, and nothing came since but what began at once. */
    private boolean empty;

    /** Something came to wait since the last look began, which may have missed it. */
    private boolean cameMeanwhile;

    private Instant lookedAt = Instant.MIN;
    private Circuit circuit = Circuit.CLOSED;
    private long version;
    private Instant resumesAt;
    private Instant pacedUntil;

    /**
     * All the room that there is, for a look at what waits. Changed settings are a new beginning: what was wrong
     * with the old ones is forgotten.
     */
    synchronized int takeRoom(ProviderInstance instance, Instant now) {
        if (version != instance.version()) {
            version = instance.version();
            turn(instance, Circuit.CLOSED);
            pacedUntil = null;
        }
        concurrency = instance.concurrency();
        lookedAt = now;
        empty = false;
        cameMeanwhile = false;
        if (isPaced(now)) {
            return 0;
        }
        int room = circuit.room(instance.concurrency() - underWay, underWay, now);
        resumesAt = room == 0 ? circuit.openUntil().orElse(null) : null;
        underWay += room;
        return room;
    }

    /**
     * A look into it has ended.
     *
     * @param all whether all that waited has begun
     */
    synchronized void looked(boolean all, Instant pacedUntil) {
        this.pacedUntil = pacedUntil;
        resumesAt = pacedUntil;
        if (all) {
            nothingWaited();
        }
    }

    /** A look has shown that nothing is left. What came since it began rings once that is durable. */
    synchronized void nothingWaited() {
        empty = !cameMeanwhile;
    }

    /** Only by the settings of the last look: what was changed since, a look must find first. */
    synchronized boolean takePlaces(ProviderInstance instance, int wanted, Instant now) {
        boolean free = empty && version == instance.version() && !isPaced(now) && circuit.openUntil().isEmpty()
                && underWay + wanted <= instance.concurrency();
        if (free) {
            underWay += wanted;
        } else {
            somethingWaits();
        }
        return free;
    }

    synchronized void somethingWaits() {
        empty = false;
        cameMeanwhile = true;
    }

    synchronized boolean isEmpty() {
        return empty;
    }

    /** A look begins. @return whether to leave it out; then there may be something that waits */
    synchronized boolean passOver(Instant now) {
        boolean justLooked = !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(A_MOMENT));
        boolean taken = justLooked && (underWay >= concurrency || isPaced(now));
        empty &= !taken;
        cameMeanwhile = false;
        return taken;
    }

    /** Whether asking the store what the rate grants could only bring little, or nothing. */
    private boolean isPaced(Instant now) {
        return pacedUntil != null && now.isBefore(pacedUntil) && !now.isBefore(pacedUntil.minus(LONGEST_PACING));
    }

    synchronized void leave(int places) {
        underWay -= places;
    }

    /** What was sent by settings that have changed meanwhile says nothing about the present ones. */
    synchronized void ended(ProviderInstance instance, UnaryOperator<Circuit> learned) {
        underWay--;
        if (version == instance.version()) {
            turn(instance, learned.apply(circuit));
        }
    }

    private void turn(ProviderInstance instance, Circuit to) {
        if (circuit.openUntil().isEmpty() && to.openUntil().isPresent()) {
            ProviderFault fault = to.why().orElseThrow();
            LOG.warn("The provider instance {} pauses, code {}: {}", instance.id(), fault.code(),
                    fault.explanation());
        } else if (circuit.openUntil().isPresent() && to.openUntil().isEmpty()) {
            LOG.info("The provider instance {} sends again", instance.id());
        }
        circuit = to;
    }

    synchronized Circuit circuit(long asked) {
        return version == asked ? circuit : Circuit.CLOSED;
    }

    synchronized Optional<Instant> resumesAt() {
        return Optional.ofNullable(resumesAt);
    }
}
