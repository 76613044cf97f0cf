package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane whose provider fails is left alone for a while. */
class CircuitTest {

    private final World world = World.withCallbacks();

    @BeforeEach
    void oneAfterTheOther() {
        world.instance = world.instances.change(world.app, world.instance.channel(), world.instance.id(),
                Drafts.named("One", 0, 1));
    }

    @Test
    void passingFaults_openItWhenTheyAreTooManyInARow() {
        world.provider.answering(request -> deferred(FaultKind.RETRY));
        world.accept(Requests.toMany(100));

        world.settle();

        assertThat(world.provider.requests()).hasSize(Circuit.FAULTS_TO_OPEN);
        assertThat(circuit().openUntil()).isPresent();
        assertThat(circuit().why()).contains(Samples.fault(FaultKind.RETRY));
    }

    @Test
    void settingsFault_stopsTheLaneAtOnce() {
        world.provider.answering(request -> deferred(FaultKind.SETTINGS));
        world.accept(Requests.toMany(100));

        world.settle();

        assertThat(world.provider.requests()).hasSize(1);
        assertThat(circuit().openUntil()).isPresent();
    }

    @Test
    void openCircuit_isProbedByOneMessageWhenTheEngineIsDue() {
        world.provider.answering(request -> deferred(FaultKind.SETTINGS));
        world.accept(Requests.toMany(100));
        world.settle();
        Instant next = world.nextDue().orElseThrow();
        assertThat(next).isEqualTo(circuit().openUntil().orElseThrow());

        world.clock.moveTo(next);
        world.settle();

        assertThat(world.provider.requests()).hasSize(2);
        assertThat(circuit().openings()).isEqualTo(2);
    }

    @Test
    void probeThatIsTaken_closesIt() {
        world.provider.then(deferred(FaultKind.SETTINGS));
        NotificationId all = world.accept(Requests.toMany(100));
        world.settle();

        world.pass(Duration.ofMinutes(2));

        assertThat(circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(world.of(all)).extracting(Delivery::state).containsOnly(DeliveryState.SENT);
    }

    @Test
    void changedSettings_closeItAndHastenWhatWasTried() {
        world.provider.then(deferred(FaultKind.SETTINGS));
        NotificationId all = world.accept(Requests.toMany(100));
        world.settle();

        world.instance = world.instances.change(world.app, world.instance.channel(), world.instance.id(),
                Drafts.settings(Map.of(ScriptedProvider.SENDER, "AC0000000000000002")));
        world.settle();

        assertThat(circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(world.of(all)).extracting(Delivery::state).containsOnly(DeliveryState.SENT);
    }

    @Test
    void faultsOfOverriddenSettings_openNothing() {
        world.provider.answering(request -> deferred(FaultKind.SETTINGS));
        world.accept(Requests.overriding(
                Map.of("scripted", Map.of("_config", Map.of(ScriptedProvider.SENDER, "AC0000000000000002"))),
                Requests.toMany(20)));

        world.settle();

        assertThat(world.provider.requests()).hasSize(20);
        assertThat(circuit()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void refusedMessages_openNothing() {
        world.provider.answering(request -> new SendOutcome.Refused(Samples.fault(FaultKind.RECIPIENT)));
        world.accept(Requests.toMany(20));

        world.settle();

        assertThat(world.provider.requests()).hasSize(20);
        assertThat(circuit()).isEqualTo(Circuit.CLOSED);
    }

    private Circuit circuit() {
        return world.engine.circuit(world.stores.providerInstances().find(world.instance.id()).orElseThrow());
    }

    private static SendOutcome deferred(FaultKind kind) {
        return new SendOutcome.Deferred(Samples.fault(kind), Optional.empty());
    }
}
