package io.tidings.bootstrap.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged server as a process of its own, to be killed. */
public final class ServerProcess {

    /** Of the distribution that this is a part of, or else of the one that the build has made. */
    public static final Path LAUNCHER = Path.of(System.getProperty("tidings.home", "target/tidings"), "bin", "tidings")
            .toAbsolutePath();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration START = Duration.ofMinutes(3);

    private static final int LAST_WORDS = 20;

    private final Process process;
    private final URI url;
    private final Path log;

    private ServerProcess(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Starts it with impatient settings over a database file and waits until it is ready. */
    public static ServerProcess start(Path directory, int port, URI twilio) {
        var settings = new HashMap<>(ServerSettings.impatient(directory, port, twilio));
        settings.put("TIDINGS_PUBLIC_URL", "http://127.0.0.1:" + port);
        // What is reported while it is dead has to be asked for.
        settings.put("TIDINGS_POLL_AFTER", "5s");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerProcess server = launch(List.of(), settings, directory.resolve("server.log"));
        server.awaitReady();
        return server;
    }

    /**
     * Starts it and does not wait.
     *
     * @param through  a command that becomes the one that stands behind it; may be empty
     * @param settings its whole environment as far as Tidings reads it
     * @param log      gets what it prints, below what is there
     */
    public static ServerProcess launch(List<String> through, Map<String, String> settings, Path log) {
        return launch(through, LAUNCHER, settings, log);
    }

    /** The same for another distribution than the one that was built. */
    public static ServerProcess launch(List<String> through, Path launcher, Map<String, String> settings, Path log) {
        var command = new ArrayList<>(through);
        command.addAll(List.of(launcher.toString(), "serve"));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("TIDINGS_"));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServerProcess(process, URI.create("http://127.0.0.1:" + settings.get("TIDINGS_HTTP_PORT")),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public URI url() {
        return url;
    }

    /** @throws AssertionError when it ends instead */
    public void awaitReady() {
        Awaitility.await("the server").atMost(START).pollInterval(Duration.ofMillis(50)).until(this::ready);
    }

    public Backend backend(Path directory) {
        try {
            return new Backend(url, Files.readString(directory.resolve("admin.token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        end(Duration.ofSeconds(10));
    }

    /** {@code kill}: asks it to stop. @return how long it took */
    public Duration stop() {
        return stop(Duration.ofSeconds(20));
    }

    public Duration stop(Duration atMost) {
        long before = System.nanoTime();
        process.destroy();
        end(atMost);
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /** {@code kill -STOP}: it stands still, in the middle of whatever it does, until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** {@code kill -CONT}. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it says at this moment that it can work. */
    public boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue() + ": " + lastWords());
        }
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(url.resolve("/health/ready")).timeout(Duration.ofSeconds(10)).build(),
                    BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
