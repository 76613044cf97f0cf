package io.tidings.bootstrap.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** How servers are set up that are tested from outside. */
public final class ServerSettings {

    private ServerSettings() {}

    /** Uncertain sends are resolved within seconds. */
    public static Map<String, String> impatient(Path directory, int port, URI twilio) {
        return Map.of(
                "TIDINGS_DATA_DIR", directory.toString(),
                "TIDINGS_HTTP_PORT", Integer.toString(port),
                "TIDINGS_TWILIO_API_URL", twilio.toString(),
                "TIDINGS_TWILIO_TIMEOUT", "1s",
                "TIDINGS_LEASE", "3s",
                "TIDINGS_EVIDENCE_WINDOW", "4s");
    }

    /**
     * A server must know its own URL before it listens, so its port is chosen by whoever starts it: below those that
     * Linux (from 32,768) and others (from 49,152) give to outgoing connections, one of which would otherwise now and
     * then take it before the server, or between two of its runs.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one may be free
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
