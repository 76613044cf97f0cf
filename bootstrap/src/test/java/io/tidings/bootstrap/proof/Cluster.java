package io.tidings.bootstrap.proof;

import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.bootstrap.testing.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One or several nodes over one database, behind a gate. */
final class Cluster implements AutoCloseable {

    private static final String ADMIN_TOKEN = "the-token-of-the-crash-test";
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** Longer than the provider, in the process of the test, may stand still on a machine with too much to do. */
    private static final String EVIDENCE_WINDOW = "6s";

    /** What is reported while nobody can take reports has to be asked for. */
    private static final String POLL_AFTER = "5s";

    /** They live for seconds: quickly started is better than quick. */
    private static final String JAVA_OPTS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m";

    private final Path directory;
    private final Store store;
    private final URI twilio;
    private final List<Integer> ports;
    private final List<ServerProcess> nodes = new ArrayList<>();
    private final Gate gate;

    Cluster(Path directory, Store store, int size, URI twilio) {
        this.directory = directory;
        this.store = store;
        this.twilio = twilio;
        this.ports = Stream.generate(ServerSettings::freePort).limit(size).toList();
        this.gate = new Gate(ports);
        IntStream.range(0, size).forEach(node -> nodes.add(launched(node)));
        nodes.forEach(ServerProcess::awaitReady);
    }

    int size() {
        return ports.size();
    }

    /** A caller who knows nothing of nodes. */
    Backend backend() {
        return new Backend(gate.url(), ADMIN_TOKEN);
    }

    void kill(int node) {
        nodes.get(node).kill();
    }

    /** Starts a node that was killed, and does not wait for it. */
    void launch(int node) {
        nodes.set(node, launched(node));
    }

    void awaitReady(int node) {
        nodes.get(node).awaitReady();
    }

    boolean allReady() {
        return nodes.stream().allMatch(ServerProcess::ready);
    }

    /** Has it stand still; the gate notices. */
    void pause(int node) {
        nodes.get(node).pause();
        gate.shut(ports.get(node));
    }

    void resume(int node) {
        nodes.get(node).resume();
        gate.open(ports.get(node));
    }

    private ServerProcess launched(int node) {
        Map<String, String> settings = new HashMap<>(
                ServerSettings.impatient(directory.resolve("node-" + node), ports.get(node), twilio));
        settings.put("TIDINGS_PUBLIC_URL", gate.url().toString());
        settings.put("TIDINGS_ADMIN_TOKEN", ADMIN_TOKEN);
        settings.put("TIDINGS_MASTER_KEY", MASTER_KEY);
        settings.put("TIDINGS_EVIDENCE_WINDOW", EVIDENCE_WINDOW);
        settings.put("TIDINGS_POLL_AFTER", POLL_AFTER);
        // What became of thousands is asked as fast as a node answers.
        settings.put("TIDINGS_RATE_LIMIT", "0");
        settings.put("JAVA_OPTS", JAVA_OPTS);
        settings.putAll(store.settings());
        return ServerProcess.launch(store.through(), settings, directory.resolve("node-" + node + ".log"));
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::kill);
        gate.close();
    }
}
