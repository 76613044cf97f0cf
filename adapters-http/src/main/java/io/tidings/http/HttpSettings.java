package io.tidings.http;

import java.time.Duration;

/**
 * Where the API listens.
 *
 * @param host       the address to bind to: {@code 127.0.0.1} for this machine only, {@code 0.0.0.0} for all networks
 * @param port       0 takes a free one; {@link HttpServer#port()} tells which
 * @param stopWithin how long requests that are under way may take to end when the server is closed
 * @param console    whether the console is served at {@code /}, and operators may sign in with a browser
 */
public record HttpSettings(String host, int port, Duration stopWithin, boolean console) {

    /** @throws IllegalArgumentException when a value is out of its bounds */
    public HttpSettings {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("the host must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be from 0 to 65535");
        }
        if (stopWithin.isNegative() || stopWithin.isZero()) {
            throw new IllegalArgumentException("the time to stop within must be more than nothing");
        }
    }
}
