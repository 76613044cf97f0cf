package io.tidings.persistence;

import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.health.HealthCheckContract;
import io.tidings.domain.testing.StoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every database holds: the contracts of all stores, and of its health. */
abstract class DatabaseContract implements StoresContract, HealthCheckContract {

    @TempDir
    private Path another;

    private Opened opened;

    /** A new database, with what it keeps beside it in that directory. */
    abstract Opened fresh(Path directory);

    @BeforeEach
    final void open(@TempDir Path directory) {
        opened = fresh(directory);
    }

    @AfterEach
    final void close() {
        opened.close();
    }

    @Override
    public final Opened stores() {
        return opened;
    }

    @Override
    public final HealthCheck working() {
        return opened.persistence().healthCheck();
    }

    @Override
    public final HealthCheck broken() {
        Opened closed = fresh(another);
        closed.close();
        return closed.persistence().healthCheck();
    }
}
