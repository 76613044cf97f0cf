package io.tidings.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), 2, Duration.ofSeconds(10));

    @Test
    void intervals_growUpToTheMaximum() {
        assertThat(BACKOFF.interval(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(BACKOFF.interval(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(BACKOFF.interval(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(BACKOFF.interval(4)).isEqualTo(Duration.ofSeconds(10));
        assertThat(BACKOFF.interval(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void noTryAtAll_countsAsTheFirst() {
        assertThat(BACKOFF.interval(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void backoffThatCouldStandStillOrShrink_isRefused() {
        Duration second = Duration.ofSeconds(1);
        assertRefused(Duration.ZERO, 2, second);
        assertRefused(Duration.ofNanos(1), 2, second);
        assertRefused(second.negated(), 2, second);
        assertRefused(second, 0.9, second);
        assertRefused(second, Double.NaN, second);
        assertRefused(second, 2, Duration.ofMillis(999));
    }

    @Property
    void jitter_staysWithinTheInterval(@ForAll @LongRange(min = 1, max = 100_000) long first,
            @ForAll @DoubleRange(min = 1, max = 10) double factor, @ForAll @IntRange(min = 1, max = 100) int tries,
            @ForAll Random random) {
        var backoff = new Backoff(Duration.ofMillis(first), factor, Duration.ofHours(1));
        assertThat(backoff.jittered(tries, random)).isBetween(Duration.ZERO, backoff.interval(tries));
        assertThat(backoff.interval(tries)).isBetween(backoff.first(), backoff.max())
                .isLessThanOrEqualTo(backoff.interval(tries + 1));
    }

    private static void assertRefused(Duration first, double factor, Duration max) {
        assertThatThrownBy(() -> new Backoff(first, factor, max)).isInstanceOf(IllegalArgumentException.class);
    }
}
