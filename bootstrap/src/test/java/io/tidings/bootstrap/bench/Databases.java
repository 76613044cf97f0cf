package io.tidings.bootstrap.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** New databases with nothing in them, gone when the run has ended. */
public final class Databases implements AutoCloseable {

    // Named as they are typed.
    public enum Kind {
        sqlite, postgresql
    }

    /** @param url JDBC's, understood by Tidings and by the driver alike */
    public record Fresh(Kind kind, Path directory, String url) {

        public Connection connect() {
            return connect("");
        }

        /** @param more what the driver is told besides, as it follows in its URL */
        public Connection connect(String more) {
            try {
                return DriverManager.getConnection(url + more);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Kind kind;
    private final Path root;
    private final Optional<EmbeddedPostgres> own;
    private final Optional<String> server;
    private final List<String> made = new ArrayList<>();

    private Databases(Kind kind, Path root, Optional<EmbeddedPostgres> own, Optional<String> server) {
        this.kind = kind;
        this.root = root;
        this.own = own;
        this.server = server;
    }

    public static Databases of(Kind kind, Optional<String> url) {
        try {
            Path root = Files.createTempDirectory("tidings-figures-");
            return switch (kind) {
                case sqlite -> new Databases(kind, root, Optional.empty(), Optional.empty());
                case postgresql -> {
                    // As PostgreSQL comes, and not as it is embedded in tests: what is committed is on disk.
                    Optional<EmbeddedPostgres> own = url.isPresent()
                            ? Optional.empty()
                            : Optional.of(EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on")
                                    .setServerConfig("fsync", "on")
                                    .setOverrideWorkingDirectory(root.toFile()).start());
                    yield new Databases(kind, root, own,
                            url.or(() -> own.map(server -> server.getJdbcUrl("postgres", "postgres"))));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Fresh create(String name) {
        try {
            Path directory = Files.createDirectory(root.resolve(name));
            return switch (kind) {
                case sqlite -> new Fresh(kind, directory, "jdbc:sqlite:" + directory.resolve("tidings.db"));
                case postgresql -> new Fresh(kind, directory, database(name));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String database(String name) {
        String database = "tidings_" + name + "_" + ProcessHandle.current().pid();
        execute("CREATE DATABASE " + database);
        made.add(database);
        return server.orElseThrow().replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
    }

    private void execute(String statement) {
        try (var connection = DriverManager.getConnection(server.orElseThrow());
                var created = connection.createStatement()) {
            created.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        made.forEach(database -> execute("DROP DATABASE " + database + " WITH (FORCE)"));
        if (own.isPresent()) {
            own.get().close();
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
