package io.tidings.bootstrap.journey;

import io.tidings.bootstrap.lifecycle.Tidings;
import io.tidings.bootstrap.settings.SettingsReader;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.ServerSettings;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server in this process, over a real database file, beside a simulated Twilio; impatient, so that uncertain sends
 * are resolved within seconds.
 */
public final class Installation implements AutoCloseable {

    public final TwilioSimulator simulator;
    public final Tidings tidings;
    public final URI url;

    private Installation(TwilioSimulator simulator, Tidings tidings, URI url) {
        this.simulator = simulator;
        this.tidings = tidings;
        this.url = url;
    }

    public static Installation withCallbacks(Path directory) {
        int port = ServerSettings.freePort();
        return start(directory, port, Map.of("TIDINGS_PUBLIC_URL", "http://127.0.0.1:" + port));
    }

    /** With callbacks, on a PostgreSQL. */
    public static Installation onPostgres(String url, Path directory) {
        int port = ServerSettings.freePort();
        return start(directory, port, Map.of("TIDINGS_DATABASE_URL", url, "TIDINGS_PUBLIC_URL",
                "http://127.0.0.1:" + port));
    }

    public static Installation withoutCallbacks(Path directory) {
        return start(directory, ServerSettings.freePort(), Map.of());
    }

    private static Installation start(Path directory, int port, Map<String, String> more) {
        var simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofMillis(20)),
                InstantSource.system());
        var settings = new HashMap<>(ServerSettings.impatient(directory, port, simulator.url()));
        settings.putAll(more);
        return new Installation(simulator, Tidings.start(SettingsReader.read(settings, Optional.empty())),
                URI.create("http://127.0.0.1:" + port));
    }

    public Backend backend() {
        return new Backend(url, tidings.adminToken().reveal());
    }

    @Override
    public void close() {
        tidings.close();
        simulator.close();
    }
}
