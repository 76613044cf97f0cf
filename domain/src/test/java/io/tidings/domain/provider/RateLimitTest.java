package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;

final class RateLimitTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @Example
    void questions_areAQuarterOfTheMessagesAndAtLeastOne() {
        assertThat(new RateLimit(80).ofQuestions()).isEqualTo(new RateLimit(20));
        assertThat(new RateLimit(1).ofQuestions()).isEqualTo(new RateLimit(1));
        assertThat(new RateLimit(RateLimit.MAX).ofQuestions()).isEqualTo(new RateLimit(RateLimit.MAX / 4));
    }

    @Property
    void whateverThePauses_noMoreThanTheRateAndOneBurstBegin(@ForAll @IntRange(min = 1, max = RateLimit.MAX) int rate,
            @ForAll @Size(max = 50) List<@IntRange(max = 2_000) Integer> pauses) {
        var limit = new RateLimit(rate);
        Instant now = START;
        Instant paid = Instant.EPOCH;
        long begun = 0;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            int granted = limit.granted(paid, Integer.MAX_VALUE, now);
            paid = limit.paidUntil(paid, granted, now);
            begun += granted;
            long burst = Math.max(1, rate / 10);
            long allowed = rate * Duration.between(START, now).toMillis() / 1_000 + burst + 1;
            assertThat(begun).isLessThanOrEqualTo(allowed);
        }
    }

    @Example
    void timePaidByAClockThatWasAnHourFast_holdsNothingUp() {
        var limit = new RateLimit(80);
        Instant wrong = limit.paidUntil(Instant.EPOCH, 8, START.plus(Duration.ofHours(1)));

        int granted = limit.granted(wrong, 100, START);

        assertThat(granted).isEqualTo(8);
        assertThat(limit.granted(limit.paidUntil(wrong, granted, START), 100, START)).isZero();
    }

    @Property
    void nextAt_isTheFirstMomentAtWhichHalfABurstMayBegin(@ForAll @IntRange(min = 1, max = RateLimit.MAX) int rate) {
        var limit = new RateLimit(rate);
        Instant paid = limit.paidUntil(Instant.EPOCH, limit.granted(Instant.EPOCH, Integer.MAX_VALUE, START), START);

        Instant next = limit.nextAt(paid);

        int half = Math.max(1, Math.max(1, rate / 10) / 2);
        assertThat(limit.granted(paid, Integer.MAX_VALUE, next)).isEqualTo(half);
        assertThat(limit.granted(paid, Integer.MAX_VALUE, next.minusNanos(1_000))).isEqualTo(half - 1);
    }

    @Property
    void whoeverWakesALittleLate_keepsTheRateAllTheSame(@ForAll @IntRange(min = 1, max = 100) int rate,
            @ForAll @IntRange(max = 5) int late) {
        var limit = new RateLimit(rate);
        Instant now = START;
        Instant paid = limit.paidUntil(Instant.EPOCH, limit.granted(Instant.EPOCH, Integer.MAX_VALUE, now), now);
        long begun = 0;
        while (now.isBefore(START.plusSeconds(100))) {
            now = limit.nextAt(paid).truncatedTo(ChronoUnit.MILLIS).plusMillis(1 + late);
            int granted = limit.granted(paid, Integer.MAX_VALUE, now);
            paid = limit.paidUntil(paid, granted, now);
            begun += granted;
        }
        assertThat((double) begun).isCloseTo(rate * 100.0, Percentage.withPercentage(5));
    }

    @Property
    void grants_areNeverMoreThanWanted(@ForAll @IntRange(min = 1, max = RateLimit.MAX) int rate,
            @ForAll @IntRange(max = 20_000) int wanted) {
        assertThat(new RateLimit(rate).granted(Instant.EPOCH, wanted, START)).isBetween(0, wanted);
    }
}
