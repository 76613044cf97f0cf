package io.tidings.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

final class CircuitTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @Property
    void openCircuit_letsNothingThroughAndThenOneAtATime(@ForAll @NotEmpty @Size(max = 30) List<FaultKind> faults,
            @ForAll @IntRange(max = 100) int wanted, @ForAll @IntRange(min = 1, max = 100) int underWay) {
        Circuit circuit = Circuit.CLOSED;
        Instant now = START;
        for (FaultKind kind : faults) {
            circuit = circuit.failed(Samples.fault(kind), Optional.empty(), now);
            if (circuit.openUntil().isPresent()) {
                Instant until = circuit.openUntil().get();
                assertThat(circuit.room(wanted, 0, until.minusMillis(1))).isZero();
                assertThat(circuit.room(wanted, 0, until)).isEqualTo(Math.min(1, wanted));
                assertThat(circuit.room(wanted, underWay, until)).isZero();
                now = until;
            }
        }
    }

    @Property
    void everyRest_isAtLeastAsLongAsTheOneBeforeAndNeverForEver(@ForAll @IntRange(min = 2, max = 60) int probes) {
        Circuit circuit = Circuit.CLOSED;
        Instant now = START;
        Duration before = Duration.ZERO;
        for (int i = 0; i < probes; i++) {
            circuit = circuit.failed(Samples.fault(FaultKind.SETTINGS), Optional.empty(), now);
            Duration rest = Duration.between(now, circuit.openUntil().orElseThrow());
            assertThat(rest).isBetween(before, Duration.ofMinutes(5));
            before = rest;
            now = circuit.openUntil().get();
        }
    }

    @Property
    void faultsOfCallsThatBeganBefore_changeNothingWhileItIsOpen(@ForAll FaultKind kind) {
        Circuit open = Circuit.CLOSED.failed(Samples.fault(FaultKind.HOLD), Optional.empty(), START);

        assertThat(open.failed(Samples.fault(kind), Optional.empty(), START.plusMillis(1))).isEqualTo(open);
    }

    @Example
    void passingFaults_openItAtTheFifth() {
        Circuit circuit = Circuit.CLOSED;
        for (int i = 1; i <= Circuit.FAULTS_TO_OPEN; i++) {
            assertThat(circuit.openUntil()).isEmpty();
            circuit = circuit.failed(Samples.fault(FaultKind.RETRY), Optional.empty(), START);
        }
        assertThat(circuit.openUntil()).isPresent();
    }

    @Example
    void providersWishForAVeryLongTime_isGrantedForAnHour() {
        Circuit circuit = Circuit.CLOSED.failed(Samples.fault(FaultKind.RETRY), Optional.of(Duration.ofDays(3_650)),
                START);

        assertThat(circuit.openUntil()).contains(START.plus(Duration.ofHours(1)));
    }

    @Example
    void providersWish_opensItAtOnceForThatLong() {
        Circuit circuit = Circuit.CLOSED.failed(Samples.fault(FaultKind.RETRY), Optional.of(Duration.ofHours(1)),
                START);

        assertThat(circuit.openUntil()).contains(START.plus(Duration.ofHours(1)));
    }
}
