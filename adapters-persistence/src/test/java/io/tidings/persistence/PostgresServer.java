package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL: the one whose URL, as for {@code TIDINGS_DATABASE_URL}, the environment variable
 * {@code TIDINGS_TEST_POSTGRES} gives, else one of our own that lives as long as this process. Each test has a schema
 * of its own; on a server that is not ours none of them stays.
 */
final class PostgresServer {

    static final Secret MASTER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    private static final Optional<String> GIVEN = Optional.ofNullable(System.getenv("TIDINGS_TEST_POSTGRES"));
    private static final String URL = GIVEN.orElseGet(PostgresServer::start);

    /** A test uses two at a time at most. */
    private static final int MOST_IN_USE = 2;

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final Deque<String> LEFT = new ArrayDeque<>();

    static {
        if (GIVEN.isPresent()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(0)));
        }
    }

    private PostgresServer() {}

    @SuppressWarnings("resource") // It is stopped when the process ends.
    private static String start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start()
                    .getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new schema in which nothing is. */
    static synchronized String newSchema() {
        String schema = "test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        if (GIVEN.isPresent()) {
            drop(MOST_IN_USE - 1);
            LEFT.add(schema);
        }
        return URL + (URL.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    /** Drops the oldest schemas until so many are left. */
    private static synchronized void drop(int left) {
        while (LEFT.size() > left) {
            execute("DROP SCHEMA " + LEFT.remove() + " CASCADE");
        }
    }

    static Connection connect(String url) throws SQLException {
        return PostgresDialect.open(url).writing().getConnection();
    }

    private static void execute(String sql) {
        try (Connection connection = connect(URL);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL can be used", e);
        }
    }

    static Opened open(String url, Path directory) {
        return Opened.with(new PersistenceSettings(directory, Optional.of(url), Optional.of(MASTER_KEY)),
                InstantSource.system());
    }
}
