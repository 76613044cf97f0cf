package io.tidings.twilio.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the simulator received, whatever it answered.
 *
 * @param path       without the query
 * @param parameters of the form or, where there is none, of the query
 */
public record SimulatedRequest(String method, String path, Map<String, List<String>> parameters, Instant receivedAt) {

    /** The first value of a parameter. */
    public Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Whether it asked for a message to be made. */
    public boolean makesMessage() {
        return method.equals("POST") && path.endsWith("/Messages.json");
    }
}
