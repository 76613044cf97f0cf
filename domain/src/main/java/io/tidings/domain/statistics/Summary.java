package io.tidings.domain.statistics;

import io.tidings.domain.delivery.DeliveryState;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the deliveries that were accepted within a time.
 *
 * @param states  how many stand where, by the beginning of the interval in which they were accepted; what is none is
 *                absent
 * @param reasons how many have an explanation, by where they stand and its code
 * @param times   how long after they were accepted it was known that they had come that far; only those that came that
 *                far count, none is absent
 */
public record Summary(SortedMap<Instant, Map<DeliveryState, Long>> states, Map<Reason, Long> reasons,
        Map<Milestone, Times> times) {

    /** Where a delivery stands, and the code of the explanation why. */
    public record Reason(DeliveryState state, String code) {}

    /** How far a message came. What came further has come this far as well. */
    public enum Milestone {

        /** A provider took it. */
        SENT(DeliveryState.SENT),
        /** It was on the person's device. */
        DELIVERED(DeliveryState.DELIVERED),
        /** It was read. */
        SEEN(DeliveryState.SEEN);

        private final DeliveryState state;

        Milestone(DeliveryState state) {
            this.state = state;
        }

        /** Whether a delivery that stands there proves it. That it was discarded proves nothing. */
        public boolean isProvenBy(DeliveryState proof) {
            return proof != DeliveryState.DISCARDED && proof.compareTo(state) >= 0;
        }
    }

    public Summary {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        reasons = Map.copyOf(reasons);
        times = Map.copyOf(times);
    }

    /** How many stand where, over the whole time. */
    public Map<DeliveryState, Long> total() {
        var total = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        states.values().forEach(counts -> counts.forEach((state, count) -> total.merge(state, count, Long::sum)));
        return total;
    }
}
