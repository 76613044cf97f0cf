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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://"
            + "((?<user>[^:/?@]*)(:(?<password>[^/?@]*))?@)?(?<host>(\\[[0-9a-fA-F:]+]|[^/?@:]+)(:[0-9]+)?)"
            + "/(?<database>[^/?]+)(\\?(?<more>.+))?");

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

    /**
     * @param url   a PostgreSQL to make them on, by {@link #server}
     * @param place where their files lie
     */
    public static Databases of(Kind kind, Optional<String> url, Path place) {
        try {
            Path root = Files.createTempDirectory(place.toAbsolutePath(), "tidings-figures-");
            // Whoever is interrupted leaves nothing behind, either.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
            return switch (kind) {
                case sqlite -> new Databases(kind, root, Optional.empty(), Optional.empty());
                case postgresql -> {
                    // As PostgreSQL comes, and not as it is embedded in tests: what is committed is on disk.
                    Optional<EmbeddedPostgres> own = url.isPresent()
                            ? Optional.empty()
                            : Optional.of(EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on")
                                    .setServerConfig("fsync", "on")
                                    .setOverrideWorkingDirectory(root.toFile())
                                    .setDataDirectory(root.resolve("data")).start());
                    yield new Databases(kind, root, own,
                            url.or(() -> own.map(server -> server.getJdbcUrl("postgres", "postgres"))));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The URL with its credentials as parameters, as the driver wants them, and one parameter at least.
     *
     * @throws IllegalArgumentException for what is no URL of a PostgreSQL's database
     */
    static String server(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "--database-url must be jdbc:postgresql://user:password@host/database, or"
                            + " jdbc:postgresql://host/database?user=…&password=….");
        }
        var parameters = new ArrayList<String>();
        Optional.ofNullable(parts.group("user")).ifPresent(user -> parameters.add("user=" + user));
        Optional.ofNullable(parts.group("password")).ifPresent(password -> parameters.add("password=" + password));
        Optional.ofNullable(parts.group("more")).ifPresent(parameters::add);
        parameters.add("ApplicationName=tidings-bench");
        return "jdbc:postgresql://" + parts.group("host") + "/" + parts.group("database") + "?"
                + String.join("&", parameters);
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
        try {
            made.forEach(database -> execute("DROP DATABASE " + database + " WITH (FORCE)"));
        } finally {
            if (own.isPresent()) {
                own.get().close();
            }
            remove(root);
        }
    }

    private static void remove(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            // It has been removed, or somebody else removes it now.
        }
    }
}
