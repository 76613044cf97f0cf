package io.tidings.persistence;

import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.health.HealthCheckContract;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.StoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps every contract. */
final class SqliteStoresTest implements StoresContract, HealthCheckContract {

    @TempDir
    private Path another;

    private Opened opened;

    @BeforeEach
    void open(@TempDir Path directory) {
        opened = Opened.in(directory);
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
        Opened closed = Opened.in(another);
        closed.close();
        return closed.persistence().healthCheck();
    }
}
