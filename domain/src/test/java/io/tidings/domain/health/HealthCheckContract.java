package io.tidings.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Together;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link HealthCheck} holds. */
public interface HealthCheckContract {

    /** The check while what it looks at works. */
    HealthCheck working();

    /** The check while what it looks at does not work. */
    HealthCheck broken();

    @Test
    default void nameOfACheck_isOneWordAndStays() {
        assertThat(working().name()).matches("[a-z][a-z0-9_]*").isEqualTo(broken().name());
    }

    @Test
    default void whatWorks_hasNoProblem() {
        assertThat(working().problem()).isEmpty();
    }

    @Test
    default void whatDoesNotWork_isSaidSoonAndByNoException() {
        HealthCheck broken = broken();
        long begin = System.nanoTime();
        assertThat(broken.problem()).hasValueSatisfying(problem -> assertThat(problem).isNotBlank());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    default void manyThreads_getTheSameAnswer() {
        HealthCheck working = working();
        assertThat(Together.call(8, () -> working.problem().isEmpty())).containsOnly(true);
    }
}
