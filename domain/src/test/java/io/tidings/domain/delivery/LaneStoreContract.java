package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link LaneStore} holds. The stores are new and empty for each test, and the same within it. */
public interface LaneStoreContract {

    Instant NOW = Samples.NOW;

    Stores stores();

    @Test
    default void laneThatWasNeverUsed_isPaidUntilTheEpoch() {
        assertThat(paidUntil(Samples.lane().instance())).isEqualTo(Instant.EPOCH);
    }

    @Test
    default void paidTime_isKeptToTheMicrosecond() {
        ProviderInstanceId lane = Samples.lane().instance();
        for (long micros : new long[]{1, 999_999, 1_000_001}) {
            pay(lane, NOW.plus(micros, ChronoUnit.MICROS));
            assertThat(paidUntil(lane)).isEqualTo(NOW.plus(micros, ChronoUnit.MICROS));
        }
    }

    @Test
    default void lanes_arePaidEachForItself() {
        ProviderInstanceId lane = Samples.lane().instance();
        ProviderInstanceId other = Samples.lane().instance();
        pay(lane, NOW);
        assertThat(paidUntil(other)).isEqualTo(Instant.EPOCH);
        pay(other, NOW.plusSeconds(1));
        assertThat(paidUntil(lane)).isEqualTo(NOW);
    }

    @Test
    default void sendsAndQuestions_arePaidEachForItself() {
        ProviderInstanceId lane = Samples.lane().instance();
        pay(lane, NOW);
        stores().transactions().run(() -> {
            assertThat(stores().lanes().lockPaidUntil(lane, Traffic.QUESTIONS)).isEqualTo(Instant.EPOCH);
            stores().lanes().pay(lane, Traffic.QUESTIONS, NOW.plusSeconds(1));
        });
        assertThat(paidUntil(lane)).isEqualTo(NOW);
        assertThat(stores().transactions().<Instant>call(() -> stores().lanes().lockPaidUntil(lane, Traffic.QUESTIONS)))
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    default void laneThatNobodyHolds_isLockedAtOnce() {
        ProviderInstanceId lane = Samples.lane().instance();
        pay(lane, NOW);
        stores().transactions().run(() -> {
            assertThat(stores().lanes().tryLockPaidUntil(lane, Traffic.QUESTIONS)).isEmpty();
            assertThat(stores().lanes().tryLockPaidUntil(lane, Traffic.SENDS)).contains(NOW);
            stores().lanes().pay(lane, Traffic.SENDS, NOW.plusSeconds(1));
        });
        assertThat(paidUntil(lane)).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    default void laneThatWasNeverUsed_isNotLockedAtOnce() {
        ProviderInstanceId lane = Samples.lane().instance();
        assertThat(stores().transactions().<Optional<Instant>>call(
                () -> stores().lanes().tryLockPaidUntil(lane, Traffic.SENDS))).isEmpty();
    }

    @Test
    default void paymentOfAUnitThatThrew_isNotMade() {
        ProviderInstanceId lane = Samples.lane().instance();
        pay(lane, NOW);
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            stores().lanes().lockPaidUntil(lane, Traffic.SENDS);
            stores().lanes().pay(lane, Traffic.SENDS, NOW.plusSeconds(1));
            throw new IllegalArgumentException("after the payment");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(paidUntil(lane)).isEqualTo(NOW);
    }

    @Test
    default void paymentOutsideAUnitOfWork_isRefused() {
        ProviderInstanceId lane = Samples.lane().instance();
        assertThatThrownBy(() -> stores().lanes().lockPaidUntil(lane, Traffic.SENDS))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores().lanes().tryLockPaidUntil(lane, Traffic.SENDS))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores().lanes().pay(lane, Traffic.SENDS, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void manyWhoPayAtOnce_payOneAfterTheOther() {
        ProviderInstanceId lane = Samples.lane().instance();
        int threads = 8;
        int times = 10;
        Together.call(threads, () -> {
            for (int i = 0; i < times; i++) {
                stores().transactions().run(() -> stores().lanes().pay(lane, Traffic.SENDS,
                        stores().lanes().lockPaidUntil(lane, Traffic.SENDS).plus(1, ChronoUnit.MICROS)));
            }
            return null;
        });
        assertThat(paidUntil(lane)).isEqualTo(Instant.EPOCH.plus(threads * times, ChronoUnit.MICROS));
    }

    private Instant paidUntil(ProviderInstanceId lane) {
        return stores().transactions().call(() -> stores().lanes().lockPaidUntil(lane, Traffic.SENDS));
    }

    private void pay(ProviderInstanceId lane, Instant until) {
        stores().transactions().run(() -> {
            stores().lanes().lockPaidUntil(lane, Traffic.SENDS);
            stores().lanes().pay(lane, Traffic.SENDS, until);
        });
    }
}
