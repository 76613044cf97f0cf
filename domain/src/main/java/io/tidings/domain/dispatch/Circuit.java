package io.tidings.domain.dispatch;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether it makes sense to call a provider instance now. Closed, calls flow. It opens after several faults in a row,
 * and at once when nothing can be sent until an operator acts, a quota is used up or the provider asks us to wait; then
 * nothing is tried for a while. When the while is over a single call probes: its success closes the circuit, its fault
 * opens it for longer.
 *
 * @param faults    how many in a row
 * @param openings  how often it opened since it was closed last
 * @param openUntil nothing is to be called before; empty while it is closed
 * @param why       the fault that came last; empty when the last call had none
 */
public record Circuit(int faults, int openings, Optional<Instant> openUntil, Optional<ProviderFault> why) {

    public static final Circuit CLOSED = new Circuit(0, 0, Optional.empty(), Optional.empty());

    /** So many passing faults in a row are no accident. */
    public static final int FAULTS_TO_OPEN = 5;

    private static final Backoff REST = new Backoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(5));

    /** However long a provider asks us to wait, by then a call shows whether it still means it. */
    static final Duration LONGEST_WISH = Duration.ofHours(1);

    /** How many of the calls that are wanted may begin now, while so many are under way. */
    public int room(int wanted, int underWay, Instant now) {
        if (openUntil.isEmpty()) {
            return Math.max(0, wanted);
        }
        boolean probing = !now.isBefore(openUntil.get()) && underWay == 0;
        return probing ? Math.clamp(wanted, 0, 1) : 0;
    }

    /**
     * A call ended with a fault. Calls that began before it opened say nothing new.
     *
     * @param wished how long the provider asked us to wait, where it did; at most an hour of it is granted
     */
    public Circuit failed(ProviderFault fault, Optional<Duration> wished, Instant now) {
        if (openUntil.filter(now::isBefore).isPresent()) {
            return this;
        }
        boolean atOnce = fault.kind() == FaultKind.SETTINGS || fault.kind() == FaultKind.HOLD || wished.isPresent();
        if (!atOnce && openings == 0 && faults + 1 < FAULTS_TO_OPEN) {
            return new Circuit(faults + 1, 0, Optional.empty(), Optional.of(fault));
        }
        Duration own = REST.interval(openings + 1);
        Duration rest = wished.map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish).orElse(own);
        return new Circuit(faults + 1, openings + 1, Optional.of(now.plus(rest)), Optional.of(fault));
    }
}
