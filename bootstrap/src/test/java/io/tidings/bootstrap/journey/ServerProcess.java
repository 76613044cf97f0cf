package io.tidings.bootstrap.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged server as a process of its own, to be killed. */
final class ServerProcess {

    static final Path LAUNCHER = Path.of("target", "tidings", "bin", "tidings").toAbsolutePath();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it is ready. */
    static ServerProcess start(Path directory, int port, URI twilio) {
        var builder = new ProcessBuilder(LAUNCHER.toString(), "serve");
        builder.environment().keySet().removeIf(key -> key.startsWith("TIDINGS_"));
        builder.environment().putAll(Installation.impatient(directory, port, twilio));
        builder.environment().put("TIDINGS_PUBLIC_URL", "http://127.0.0.1:" + port);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile()));
        try {
            Files.createDirectories(directory);
            var server = new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
            Awaitility.await("the server").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                    .until(server::ready);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Backend backend(Path directory) {
        try {
            return new Backend(url, Files.readString(directory.resolve("admin.token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        end(Duration.ofSeconds(5));
    }

    /** {@code kill}: asks it to stop. @return how long it took */
    Duration stop() {
        long before = System.nanoTime();
        process.destroy();
        end(Duration.ofSeconds(20));
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private void end(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not end within " + atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue());
        }
        try {
            return HTTP.send(HttpRequest.newBuilder(url.resolve("/health/ready")).build(), BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
