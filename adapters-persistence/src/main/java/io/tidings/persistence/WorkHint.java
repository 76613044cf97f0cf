package io.tidings.persistence;

import io.tidings.domain.provider.ProviderInstanceId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes tell each other when something has become due.
 *
 * @param earliest when the earliest of it is due in each lane, in milliseconds; of {@link #ANYTHING}, none
 */
record WorkHint(Map<ProviderInstanceId, Long> earliest) {

    /** Nobody knows what has become due where. */
    static final WorkHint ANYTHING = new WorkHint(Map.of());

    /** More do not fit into the 8,000 bytes that PostgreSQL lets a notification have. */
    private static final int MOST_LANES = 150;

    static WorkHint read(String text) {
        try {
            var earliest = new HashMap<ProviderInstanceId, Long>();
            Stream.of(text.split(",")).map(lane -> lane.split("=", 2)).forEach(lane -> earliest
                    .put(new ProviderInstanceId(UUID.fromString(lane[0])), Long.valueOf(lane[1])));
            return new WorkHint(earliest);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return ANYTHING;
        }
    }

    String text() {
        return earliest.size() > MOST_LANES
                ? ""
                : earliest.entrySet().stream().map(lane -> lane.getKey() + "=" + lane.getValue())
                        .collect(Collectors.joining(","));
    }
}
