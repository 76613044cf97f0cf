package io.tidings.bootstrap.journey;

import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One installation with callbacks, and one app, for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Journey {

    Path directory;
    Installation installation;
    Backend backend;

    @BeforeAll
    void start(@TempDir Path fresh) {
        directory = fresh;
        installation = Installation.withCallbacks(directory);
        backend = installation.backend().setUp();
    }

    @AfterAll
    void stop() {
        installation.close();
    }
}
