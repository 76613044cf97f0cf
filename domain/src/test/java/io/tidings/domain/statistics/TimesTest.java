package io.tidings.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Property
    void anyTime_comesOutWithinTheError(@ForAll @LongRange(min = 0, max = 100L * 24 * 3600 * 1000) long millis) {
        Duration time = Duration.ofMillis(millis);
        RandomLife.about(Times.of(Map.of(Times.classOf(time), 1L)).p50(), time);
    }

    @Test
    void negativeTime_isNone() {
        assertThat(Times.of(Map.of(Times.classOf(Duration.ofSeconds(-5)), 1L)).p99()).isEqualTo(Duration.ZERO);
    }

    @Test
    void percentiles_areOfTheNearestRank() {
        Times times = Times.of(Map.of(-1, 50L, 20, 39L, 40, 10L, 60, 1L));

        assertThat(times.count()).isEqualTo(100);
        assertThat(times.p50()).isEqualTo(Duration.ZERO);
        assertThat(times.p90()).isEqualTo(Times.of(Map.of(40, 1L)).p50());
        assertThat(times.p99()).isEqualTo(Times.of(Map.of(40, 1L)).p50());
    }
}
