package io.tidings.bootstrap.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of our own, that writes as one does in earnest. */
final class PostgresStore implements Store {

    // It says with a stack trace that it could not stop what has been stopped already.
    static {
        ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class)).setLevel(Level.OFF);
    }

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    PostgresStore(Path directory) {
        this.directory = directory;
        this.server = started(0);
        this.port = server.getPort();
    }

    private EmbeddedPostgres started(int at) {
        try {
            return EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false).setPort(at)
                    .setServerConfig("fsync", "on").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("TIDINGS_DATABASE_URL",
                "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
    }

    @Override
    public List<String> through() {
        return List.of();
    }

    /** It looks after itself when it starts. */
    @Override
    public Optional<String> corruption() {
        return Optional.empty();
    }

    /** Ends it at once and in the middle of everything, as {@code pg_ctl stop -m immediate} does. */
    void crash() {
        try {
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).inheritIO().start().waitFor();
            Awaitility.await("the end of PostgreSQL").atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !Files.exists(directory.resolve("postmaster.pid")));
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it where it was. */
    void start() {
        server = started(port);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
