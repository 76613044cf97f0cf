package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds when two units of work deal with one reference at the same time, of which
 * neither sees what the other is about to store. The stores are new and empty for each test.
 */
public interface ReferenceRaceContract {

    Instant NOW = Samples.NOW;

    Report DELIVERED = Samples.report("SM1", ReportedStatus.DELIVERED);

    Stores stores();

    @Test
    default void reportThatComesWhileTheAnswerIsRecorded_isApplied() {
        Scene scene = Scene.in(stores());
        Delivery begun = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
        var report = new AtomicReference<Future<Boolean>>();
        stores().transactions().run(() -> {
            record(scene, begun);
            report.set(Together.beginBeside(() -> report(scene)));
        });
        assertThat(Together.result(report.get())).as("found its delivery").isTrue();
        assertThat(scene.stored(begun).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    default void answerThatIsRecordedWhileAReportIsParked_findsTheReport() {
        Scene scene = Scene.in(stores());
        Delivery begun = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
        var answer = new AtomicReference<Future<Void>>();
        stores().transactions().run(() -> {
            assertThat(byReference(scene)).isEmpty();
            answer.set(Together.beginBeside(() -> {
                stores().transactions().run(() -> record(scene, begun));
                return null;
            }));
            stores().deliveries().park(new ParkedReport(scene.app().id(), ScriptedProvider.ID, DELIVERED, NOW));
        });
        Together.result(answer.get());
        assertThat(scene.stored(begun).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    default void oneMessage_isAdoptedByOneDelivery() {
        Scene scene = Scene.in(stores());
        Delivery one = scene.added(inDoubt(scene));
        Delivery other = scene.added(inDoubt(scene));
        var second = new AtomicReference<Future<Boolean>>();
        stores().transactions().run(() -> {
            assertThat(byReference(scene)).isEmpty();
            second.set(Together.beginBeside(() -> stores().transactions().call(() -> adopt(scene, other))));
            assertThat(adopt(scene, one)).isTrue();
        });
        assertThat(Together.result(second.get())).as("adopted by the other as well").isFalse();
        assertThat(scene.stored(one).reference()).contains("SM1");
        assertThat(scene.stored(other)).isEqualTo(other);
    }

    @Test
    default void reportsAmongAnswers_areAllAppliedWhoeverIsFirst() {
        Scene scene = Scene.in(stores());
        for (int round = 0; round < 50; round++) {
            String reference = "SM-" + round;
            Delivery begun = scene
                    .added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));
            var role = new AtomicInteger();
            Together.call(2, () -> {
                boolean records = role.getAndIncrement() == 0;
                stores().transactions().run(() -> {
                    if (records) {
                        record(scene, begun, reference);
                    } else {
                        report(scene, Samples.report(reference, ReportedStatus.DELIVERED));
                    }
                });
                return null;
            });
            assertThat(scene.stored(begun).state()).isEqualTo(DeliveryState.DELIVERED);
        }
    }

    private void record(Scene scene, Delivery begun) {
        record(scene, begun, "SM1");
    }

    /** As it is done when the provider has answered. */
    private void record(Scene scene, Delivery begun, String reference) {
        Delivery locked = stores().deliveries().lock(begun.id()).orElseThrow();
        Delivery recorded = locked.answered(1, new SendOutcome.Accepted(reference), Samples.pace(NOW));
        for (ParkedReport parked : stores().deliveries().unpark(scene.app().id(), ScriptedProvider.ID,
                Set.of(reference))) {
            recorded = recorded.received(1, parked.report(), Samples.pace(NOW));
        }
        assertThat(stores().deliveries().save(List.of(recorded))).isEmpty();
    }

    /** As it is done when a report comes that names no delivery. Whether it found one. */
    private boolean report(Scene scene) {
        return stores().transactions().call(() -> report(scene, DELIVERED));
    }

    private boolean report(Scene scene, Report report) {
        Optional<Referenced> found = stores().deliveries().findByReference(scene.app().id(), ScriptedProvider.ID,
                report.reference());
        found.map(it -> stores().deliveries().lock(it.delivery()).orElseThrow()).ifPresentOrElse(
                it -> stores().deliveries().save(List.of(it.received(1, report, Samples.pace(NOW)))),
                () -> stores().deliveries().park(new ParkedReport(scene.app().id(), ScriptedProvider.ID, report,
                        NOW)));
        return found.isPresent();
    }

    /** As it is done when a look-up has found a message. */
    private boolean adopt(Scene scene, Delivery doubted) {
        if (byReference(scene).isPresent()) {
            return false;
        }
        Delivery locked = stores().deliveries().lock(doubted.id()).orElseThrow();
        return stores().deliveries().save(List.of(locked.found(DELIVERED, Samples.pace(NOW)))).isEmpty();
    }

    private Optional<Referenced> byReference(Scene scene) {
        return stores().deliveries().findByReference(scene.app().id(), ScriptedProvider.ID, "SM1");
    }

    private static Delivery inDoubt(Scene scene) {
        return scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY)), Samples.pace(NOW));
    }
}
