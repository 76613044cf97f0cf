package io.tidings.bootstrap.bench.process;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The bundled simulator of Twilio as a process of its own. */
public final class Simulator implements AutoCloseable {

    /** Its heap holds what is remembered, and a simple collector leaves the processors to what is measured. */
    private static final List<String> JAVA = List.of("-Xmx1g", "-Xms1g", "-Xmn600m", "-XX:+UseSerialGC");

    private final Child child;
    private final URI url;

    private Simulator(Child child) {
        this.child = child;
        this.url = URI.create(child.line());
    }

    /** How many requests asked for a message, and how many reports were taken. */
    public record Counts(long posts, long reported) {}

    /** A message, and where its sender wants to hear of it. */
    public record Message(String sid, String to, String callback) {}

    /**
     * @param latency    how long an answer takes
     * @param step       how long a message stays in each status
     * @param remembered how many of the latest messages can be asked for
     */
    public static Simulator start(Duration latency, Duration step, int remembered) {
        return new Simulator(Child.start(JAVA, SimulatorProgram.class, latency.toMillis(), step.toMillis(),
                remembered));
    }

    public URI url() {
        return url;
    }

    public Counts counts() {
        String[] counts = child.ask("counts").split(" ");
        return new Counts(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    /** The latest, the newest first. */
    public List<Message> messages() {
        return IntStream.range(0, Integer.parseInt(child.ask("messages"))).mapToObj(i -> child.line().split(" "))
                .map(parts -> new Message(parts[0], parts[1], parts[2])).toList();
    }

    /** When the first request for each address came, of the latest. */
    public Map<String, Instant> arrivals() {
        var arrivals = new HashMap<String, Instant>();
        int count = Integer.parseInt(child.ask("requests"));
        for (int i = 0; i < count; i++) {
            String[] parts = child.line().split(" ");
            arrivals.putIfAbsent(parts[0], Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS));
        }
        return arrivals;
    }

    @Override
    public void close() {
        child.close();
    }
}
