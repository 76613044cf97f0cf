package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.application.RequestLimits.Allowance;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.testing.MovableClock;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No key makes more requests than it may, and none makes fewer. */
class RequestLimitsTest {

    private static final ApiKey ANN = new ApiKey("ann");
    private static final ApiKey BOB = new ApiKey("bob");

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final RequestLimits limits = new RequestLimits(10, clock);

    @Test
    void quietKey_hasItsBurstAndThenItsRate() {
        assertThat(granted(ANN, 100)).isEqualTo(20);
        clock.advance(Duration.ofMillis(99));
        assertThat(granted(ANN, 100)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(granted(ANN, 100)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(granted(ANN, 100)).isEqualTo(10);
        clock.advance(Duration.ofDays(1));
        assertThat(granted(ANN, 100)).isEqualTo(20);
    }

    @Test
    void keys_knowNothingOfEachOther() {
        granted(ANN, 100);

        assertThat(granted(BOB, 100)).isEqualTo(20);
    }

    @Test
    void allowance_tellsWhatIsLeftAndWhen() {
        Allowance first = limits.take(ANN);
        assertThat(first).isEqualTo(new Allowance(true, 20, 2, 19, 1, 1));
        granted(ANN, 19);

        assertThat(limits.take(ANN)).isEqualTo(new Allowance(false, 20, 2, 0, 2, 1));
    }

    @Test
    void clockThatIsSetBack_locksNobodyOutForLongerThanTheBurst() {
        granted(ANN, 100);
        clock.moveTo(Samples.NOW.minus(Duration.ofHours(1)));
        assertThat(granted(ANN, 100)).isZero();
        clock.advance(Duration.ofSeconds(2));
        assertThat(granted(ANN, 100)).isEqualTo(20);
    }

    /** The clock is asked by one caller after the other, so that it cannot be earlier for whoever comes later. */
    @Test
    void callerWhoIsHeldUp_isNotTakenForOneOfAnEarlierTime() throws Exception {
        var asked = new CompletableFuture<Void>();
        var meanwhile = new CompletableFuture<Void>();
        var several = new RequestLimits(10, () -> {
            Instant now = clock.instant();
            if (asked.complete(null)) {
                // The other comes a while later, and goes before this one if nothing holds it up.
                clock.advance(Duration.ofMinutes(1));
                meanwhile.orTimeout(200, TimeUnit.MILLISECONDS).exceptionally(held -> null).join();
            }
            return now;
        });
        var first = CompletableFuture.supplyAsync(() -> several.take(ANN));
        asked.thenRunAsync(() -> several.take(ANN)).thenRun(() -> meanwhile.complete(null));

        assertThat(first.get(1, TimeUnit.MINUTES).granted()).isTrue();
    }

    @Test
    void noLimit_isOne() {
        assertThat(new RequestLimits(0, clock).limited()).isFalse();
        assertThat(limits.limited()).isTrue();
    }

    private int granted(ApiKey key, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            granted += limits.take(key).granted() ? 1 : 0;
        }
        return granted;
    }
}
