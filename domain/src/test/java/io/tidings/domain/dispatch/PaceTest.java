package io.tidings.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Policies POLICIES = Policies.standard(false);

    /** Jitter at its upper end. */
    private static final RandomGenerator LONGEST = new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void quotaAndSettings_waitLongerThanPassingFaults() {
        for (FaultKind kind : FaultKind.values()) {
            Backoff backoff = kind == FaultKind.HOLD || kind == FaultKind.SETTINGS ? POLICIES.hold() : POLICIES.retry();
            assertThat(pace(START).retryAt(3, kind, Optional.empty())).isEqualTo(START.plus(backoff.interval(3)));
        }
    }

    @Test
    void retry_neverComesBeforeTheProvidersWish() {
        Instant own = START.plus(POLICIES.retry().interval(1));
        assertThat(pace(START).retryAt(1, FaultKind.RETRY, Optional.of(Duration.ofHours(3))))
                .isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(pace(START).retryAt(1, FaultKind.RETRY, Optional.of(Duration.ofMillis(1)))).isEqualTo(own);
        assertThat(pace(START).retryAt(1, FaultKind.RETRY, Optional.of(Duration.ofDays(-1)))).isEqualTo(own);
    }

    @Test
    void questions_growApartAndOneComesWhenTheWindowCloses() {
        var asked = new ArrayList<Long>();
        Instant at = START;
        Instant close = pace(START).evidenceDeadline(START);
        while (at.isBefore(close)) {
            at = pace(at).questionAt(START);
            asked.add(Duration.between(START, at).toSeconds());
        }
        assertThat(asked).isEqualTo(List.of(5L, 15L, 35L, 75L, 135L, 195L, 255L, 315L, 375L, 420L));
        assertThat(pace(close).questionAt(START)).isAfter(close);
    }

    @Test
    void polls_growApartAndEnd() {
        var polled = new ArrayList<Duration>();
        Optional<Instant> at = pace(START).pollAt(START);
        while (at.isPresent()) {
            polled.add(Duration.between(START, at.get()));
            at = pace(at.get()).pollAt(START);
        }
        assertThat(polled).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(35));
        assertThat(polled.getLast()).isBetween(POLICIES.pollUntil().minusHours(1), POLICIES.pollUntil());
        assertThat(polled).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void longSilence_isAskedAboutAtTheLongestInterval() {
        Instant late = START.plus(Duration.ofHours(30));
        assertThat(pace(late).pollAt(START)).contains(late.plus(POLICIES.polls().max()));
    }

    @Test
    void attemptThatBeganAfterOurClock_isAskedAboutSoon() {
        assertThat(pace(START).questionAt(START.plusSeconds(30))).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void withCallbacks_askingIsOnlyANet() {
        assertThat(new Pace(START, Policies.standard(true), LONGEST).pollAt(START))
                .contains(START.plus(Duration.ofMinutes(15)));
    }

    private static Pace pace(Instant now) {
        return new Pace(now, POLICIES, LONGEST);
    }
}
