package io.tidings.twilio.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the simulator behaves.
 *
 * @param host            the address to listen on
 * @param port            the port to listen on; 0 takes a free one
 * @param accountSid      the one account it knows
 * @param authToken       that account's token, which also signs callbacks
 * @param latency         how long it thinks before each answer
 * @param step            how long a message stays in each status
 * @param defaultCallback where it reports on messages that name no {@code StatusCallback}, as a sender's own URL does
 *                        at Twilio
 * @param remembered      how many of the latest requests, and of the latest messages, it keeps for whoever looks
 */
public record SimulatorSettings(String host, int port, String accountSid, String authToken, Duration latency,
        Duration step, Optional<URI> defaultCallback, int remembered) {

    /**
     * Everybody's account and token: they open nothing but this simulator. A free local port, no latency, 20 ms a
     * status.
     */
    public static final SimulatorSettings DEFAULT = new SimulatorSettings("127.0.0.1", 0,
            "AC00000000000000000000000000000001", "feedfacefeedfacefeedfacefeedface",
            Duration.ZERO, Duration.ofMillis(20), Optional.empty(), 200_000);

    public SimulatorSettings {
        if (latency.isNegative() || step.isNegative()) {
            throw new IllegalArgumentException("latency and step must not be negative");
        }
        if (remembered < 1) {
            throw new IllegalArgumentException("something must be remembered");
        }
    }

    public SimulatorSettings listeningAt(String otherHost, int otherPort) {
        return new SimulatorSettings(otherHost, otherPort, accountSid, authToken, latency, step, defaultCallback,
                remembered);
    }

    public SimulatorSettings withPace(Duration otherLatency, Duration otherStep) {
        return new SimulatorSettings(host, port, accountSid, authToken, otherLatency, otherStep, defaultCallback,
                remembered);
    }

    public SimulatorSettings reportingTo(URI callback) {
        return new SimulatorSettings(host, port, accountSid, authToken, latency, step, Optional.of(callback),
                remembered);
    }

    public SimulatorSettings remembering(int latest) {
        return new SimulatorSettings(host, port, accountSid, authToken, latency, step, defaultCallback, latest);
    }

    /** Prints no token. */
    @Override
    public String toString() {
        return "SimulatorSettings[" + host + ":" + port + ", " + accountSid + ", latency " + latency + ", step " + step
                + "]";
    }
}
