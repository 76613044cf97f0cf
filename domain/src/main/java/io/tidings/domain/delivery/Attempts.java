package io.tidings.domain.delivery;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.provider.Imprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the attempts of one delivery prove together.
 *
 * @param all oldest first
 */
record Attempts(List<Attempt> all) {

    Optional<Attempt> latest() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /**
     * The attempt on whose fate the delivery's depends: the latest that may have reached the provider, so that one of
     * which we learn late that it did comes into its own again. Where none did, the latest.
     */
    Optional<Attempt> decisive() {
        return all.reversed().stream().filter(attempt -> attempt.standing() != DeliveryState.QUEUED).findFirst()
                .or(this::latest);
    }

    Optional<Attempt> numbered(int number) {
        return number >= 1 && number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
    }

    Optional<String> reference() {
        return all.reversed().stream().flatMap(attempt -> attempt.reference().stream()).findFirst();
    }

    /**
     * How far a message got. A failed attempt counts for where it stood before: whether it ends the delivery is not for
     * the attempts to say.
     */
    DeliveryState reached() {
        DeliveryState reached = DeliveryState.QUEUED;
        for (Attempt attempt : all) {
            DeliveryState standing = attempt.standing();
            if (standing == DeliveryState.DISCARDED) {
                standing = attempt.call() == Call.REFUSED ? DeliveryState.SENDING : DeliveryState.SENT;
            }
            reached = reached.max(standing);
        }
        return reached;
    }

    /** What was said in place of free text may not be taken either: that is tried once. */
    boolean isFirstToFindWindowClosed(Attempt attempt) {
        return all.stream().noneMatch(other -> other.number() != attempt.number() && other.windowClosed());
    }

    Attempts withNext(Lane lane, Optional<Imprint> imprint, Instant now) {
        var more = new ArrayList<>(all);
        more.add(Attempt.begun(all.size() + 1, lane, imprint, now));
        return new Attempts(more);
    }

    Attempts with(Attempt changed) {
        var some = new ArrayList<>(all);
        some.set(changed.number() - 1, changed);
        return new Attempts(some);
    }
}
