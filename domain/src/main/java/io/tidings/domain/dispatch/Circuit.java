package io.tidings.domain.dispatch;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.time.Instant;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether it makes sense to call a provider instance now. Closed, calls flow. It opens after several faults in a row,
 * and at once when nothing can be sent until an operator acts or a quota is used up; then nothing is tried for a while.
 * When the while is over a single call probes: its success closes the circuit, its fault opens it for longer.
 *
 * @param faults    how many in a row
 * @param openUntil nothing is to be called before; empty while it is closed
 * @param why       the last fault; empty when the last call was none
 */
public record Circuit(int faults, Optional<Instant> openUntil, Optional<ProviderFault> why) {

    public static final Circuit CLOSED = new Circuit(0, Optional.empty(), Optional.empty());

    /** So many passing faults in a row are no accident. */
    public static final int FAULTS_TO_OPEN = 5;

    private static final Backoff REST = new Backoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(5));

    /** How many of the calls that are wanted may begin now, while so many are under way. */
    public int room(int wanted, int underWay, Instant now) {
        if (openUntil.isEmpty()) {
            return wanted;
        }
        boolean probing = !now.isBefore(openUntil.get()) && underWay == 0;
        return probing ? Math.min(1, wanted) : 0;
    }

    /** A call ended as it should, or with a fault that says nothing about the instance. */
    public Circuit succeeded() {
        return CLOSED;
    }

    /** A call ended with a fault. @param wished how long the provider asked us to wait */
    public Circuit failed(ProviderFault fault, Optional<Duration> wished, Instant now) {
        int inARow = faults + 1;
        boolean atOnce = fault.kind() == FaultKind.SETTINGS || fault.kind() == FaultKind.HOLD || wished.isPresent();
        if (!atOnce && inARow < FAULTS_TO_OPEN) {
            return new Circuit(inARow, openUntil, Optional.of(fault));
        }
        Duration own = REST.interval(atOnce ? inARow : inARow - FAULTS_TO_OPEN + 1);
        Instant until = now.plus(wished.filter(wish -> wish.compareTo(own) > 0).orElse(own));
        Instant later = openUntil.filter(until::isBefore).orElse(until);
        return new Circuit(inARow, Optional.of(later), Optional.of(fault));
    }
}
