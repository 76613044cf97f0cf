package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.tx.StoreUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL stops and starts under a running Tidings. */
@Timeout(120)
final class PostgresOutageTest {

    /** So many checks in a row use every connection that writes. */
    private static final int CONNECTIONS = 8;

    @Test
    void serverThatStopsAndStarts_isUnavailableMeanwhileAndUsedAgainSoon(@TempDir Path data, @TempDir Path directory)
            throws IOException, InterruptedException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data.resolve("pg"))
                .setCleanDataDirectory(false).start();
        int port = server.getPort();
        App before = Samples.app();
        var wakes = new Semaphore(0);
        // The clock stands still: however soon the server is back, no connection has rested.
        try (Opened opened = Opened.with(new PersistenceSettings(directory,
                Optional.of(server.getJdbcUrl("postgres", "postgres")), Optional.of(PostgresServer.MASTER_KEY)),
                InstantSource.fixed(Samples.NOW))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(opened.persistence().healthCheck().problem()).isEmpty();
            }
            opened.apps().add(before);
            opened.persistence().onWork(wakes::release);
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            server.close();
            assertThatThrownBy(() -> opened.apps().add(Samples.app())).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> opened.apps().all()).isInstanceOf(StoreUnavailable.class);
            assertThat(opened.persistence().healthCheck().problem()).isPresent();
            assertThat(timed(() -> assertThatThrownBy(() -> opened.apps().all()).isInstanceOf(StoreUnavailable.class)))
                    .as("nobody waits for what cannot come").isLessThan(Duration.ofSeconds(3));

            server = EmbeddedPostgres.builder().setDataDirectory(data.resolve("pg")).setPort(port)
                    .setCleanDataDirectory(false).start();
            long up = System.nanoTime();
            App after = Samples.app();
            opened.apps().add(after);
            untilItWorks(() -> assertThat(opened.apps().all()).containsExactlyInAnyOrder(before, after));
            assertThat(Duration.ofNanos(System.nanoTime() - up)).isLessThan(Duration.ofSeconds(10));
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(opened.persistence().healthCheck().problem()).isEmpty();
            }
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).as("woken when it listens again").isTrue();
        } finally {
            server.close();
        }
    }

    @Test
    void databaseThatIsNotThere_isNamedWithoutItsPassword(@TempDir Path directory) {
        for (String url : new String[]{"jdbc:postgresql://ann:pa%24%24word@localhost:1/tidings",
            "jdbc:postgresql://localhost:1/tidings?user=ann&password=pa$$word",
            "jdbc:postgresql://localhost:port/tidings?user=ann&password=pa$$word",
            "jdbc:postgresql://ann:pa%zz$$word@localhost/tidings"}) {
            assertThatThrownBy(() -> PostgresServer.open(url, directory))
                    .isInstanceOf(Persistence.CannotOpen.class)
                    .satisfies(e -> assertThat(stack(e)).doesNotContain("$$word", "%24%24word"));
        }
    }

    private static String stack(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Duration timed(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static void untilItWorks(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (StoreUnavailable e) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
