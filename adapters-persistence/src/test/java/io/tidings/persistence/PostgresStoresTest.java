package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.health.HealthCheckContract;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.StoresContract;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL keeps every contract, also where its sessions are not in UTC. */
final class PostgresStoresTest implements StoresContract, HealthCheckContract {

    @TempDir
    private Path another;

    private Opened opened;

    @BeforeEach
    void open(@TempDir Path directory) {
        opened = PostgresServer.open(PostgresServer.newSchema(), directory);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Override
    public Stores stores() {
        return opened;
    }

    @Override
    public HealthCheck working() {
        return opened.persistence().healthCheck();
    }

    @Override
    public HealthCheck broken() {
        Opened closed = PostgresServer.open(PostgresServer.newSchema(), another);
        closed.close();
        return closed.persistence().healthCheck();
    }

    @Test
    void sessions_areNotInUtc() {
        assertThat(opened.persistence().database().<String>read(PostgresStoresTest::timeZone))
                .isEqualTo("Asia/Kathmandu");
        assertThat(opened.persistence().database().<String>write(PostgresStoresTest::timeZone))
                .isEqualTo("Asia/Kathmandu");
    }

    private static String timeZone(Handle handle) {
        return handle.createQuery("SHOW TimeZone").mapTo(String.class).one();
    }
}
