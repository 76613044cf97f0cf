package io.tidings.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tidings.bootstrap.proof.Plan.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the crash test, so that every build has it. The long form is {@link CrashTestCommand}. */
class CrashTestIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void nodeOnSqliteThatIsKilled_losesAndDoublesNothing() throws InterruptedException {
        check(new Plan(Kind.sqlite, 1, 2, 0, 0, 200, 60, 7, PATIENCE));
    }

    @Test
    void nodesOnPostgresThatAreKilledAndLoseTheirDatabase_loseAndDoubleNothing() throws InterruptedException {
        check(new Plan(Kind.postgresql, 2, 2, 1, 0, 200, 60, 7, PATIENCE));
    }

    @Test
    void fullDiskUnderSqlite_isToldAndHealsWithoutCorruption() throws InterruptedException {
        check(new Plan(Kind.sqlite, 1, 0, 0, 1, 100, 60, 7, PATIENCE));
    }

    private void check(Plan plan) throws InterruptedException {
        Optional<CrashTest.Result> result = new CrashTest(plan, directory, System.out::println).run();
        assumeThat(result).as("this machine can do what is planned").isPresent();
        assertThat(result.orElseThrow().laws().all()).isEmpty();
        assertThat(result.orElseThrow().complaints()).isEmpty();
    }
}
