package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL: the one whose URL the environment variable {@code TIDINGS_TEST_POSTGRES} gives, else one of our
 * own that lives as long as this process. Each test has a schema of its own.
 */
final class PostgresServer {

    static final Secret MASTER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    private static final String URL = Optional.ofNullable(System.getenv("TIDINGS_TEST_POSTGRES"))
            .orElseGet(PostgresServer::start);

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

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
    static String newSchema() {
        String schema = "test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        try (var connection = DriverManager.getConnection(URL); var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL can be used", e);
        }
        return URL + (URL.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    static Opened open(String url, Path directory) {
        return Opened.with(new PersistenceSettings(directory, Optional.of(url), Optional.of(MASTER_KEY)),
                InstantSource.system());
    }
}
