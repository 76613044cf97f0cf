package io.tidings.twilio.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it stands at the simulator.
 *
 * @param parameters all form fields that it was made with
 * @param status     Twilio's word
 * @param errorCode  why it failed
 */
public record SimulatedMessage(String sid, Map<String, List<String>> parameters, String status,
        Optional<Integer> errorCode, Instant createdAt) {

    /** The first value of a form field. */
    public Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }
}
