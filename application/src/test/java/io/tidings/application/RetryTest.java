package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What becomes of sends that the provider did not take. */
class RetryTest {

    private final World world = World.withCallbacks();

    @Test
    void deferredSend_waitsAsLongAsTheProviderAsked() {
        world.provider.then(deferred(FaultKind.RETRY, Duration.ofSeconds(90)));
        DeliveryId id = world.sendToAnn();

        world.pass(Duration.ofSeconds(90).minusMillis(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
        assertThat(world.explanation(id)).isEqualTo("sample_retry");
        assertThat(world.provider.requests()).hasSize(1);
        world.pass(Duration.ofMillis(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests()).extracting(request -> request.key()).containsExactly(id + "-1",
                id + "-2");
    }

    @RepeatedTest(20)
    void deferredSend_comesBackWithinItsInterval() {
        world.provider.then(deferred(FaultKind.RETRY, Duration.ZERO), deferred(FaultKind.RETRY, Duration.ZERO));
        DeliveryId id = world.sendToAnn();
        world.step();
        assertThat(dueAt(id)).isBetween(Samples.NOW, Samples.NOW.plusSeconds(2));
        world.clock.moveTo(dueAt(id));
        Instant second = world.clock.instant();
        world.step();

        assertThat(dueAt(id)).isBetween(second, second.plusSeconds(4));
    }

    @Test
    void everDeferredSend_isDiscardedWithTheLastReasonWhenItsBudgetIsUsedUp() {
        world.provider.answering(request -> deferred(FaultKind.RETRY, Duration.ZERO));
        DeliveryId id = world.sendToAnn();

        world.pass(Duration.ofHours(25));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.delivery(id).explanation().orElseThrow().text())
                .contains("before 2026-11-24T10:00:00.123Z", "A sample of a fault: retry.");
        int tries = world.provider.requests().size();
        assertThat(tries).isBetween(100, 1_000);
        world.pass(Duration.ofDays(7));
        assertThat(world.provider.requests()).hasSize(tries);
    }

    @Test
    void settingsFault_waitsForAnOperatorAndIsTriedAgain() {
        world.provider.then(deferred(FaultKind.SETTINGS, Duration.ZERO));
        DeliveryId id = world.sendToAnn();
        world.step();
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
        assertThat(world.explanation(id)).isEqualTo("sample_settings");

        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void refusedSend_isDiscardedWithTheProvidersExplanation() {
        world.provider.then(new SendOutcome.Refused(Samples.fault(FaultKind.CONTENT)));
        DeliveryId id = world.sendToAnn();
        world.pass(Duration.ofDays(2));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("sample_content");
        assertThat(world.delivery(id).explanation().orElseThrow().link()).isPresent();
        assertThat(world.events(id)).containsExactly(Event.QUEUED, Event.SENDING, Event.DISCARDED);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void unknownUser_isDiscardedAndToldHowToMendIt() {
        DeliveryId id = world.send(Requests.to(new UserId("nobody")));
        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("unknown_user");
        assertThat(world.delivery(id).explanation().orElseThrow().text()).contains("nobody", "PUT /v3/users");
    }

    @Test
    void unknownUserWhoIsNamedByAPhoneNumber_isNotToldInFull() {
        DeliveryId id = world.send(Requests.to(new UserId(Samples.PHONE)));
        world.step();

        assertThat(world.delivery(id).explanation().orElseThrow().text()).doesNotContain("7700900123");
    }

    @Test
    void providerThatIsNotInstalled_isWaitedFor() {
        var absent = World.of(new ScriptedProvider(new ProviderId("other"), Samples.WHATSAPP));
        DeliveryId id = absent.sendToAnn();
        absent.step();

        assertThat(absent.state(id)).isEqualTo(DeliveryState.QUEUED);
        assertThat(absent.explanation(id)).isEqualTo("provider_not_installed");
        absent.pass(Duration.ofHours(25));
        assertThat(absent.state(id)).isEqualTo(DeliveryState.DISCARDED);
    }

    private Instant dueAt(DeliveryId id) {
        return world.delivery(id).due().orElseThrow().at();
    }

    private static SendOutcome deferred(FaultKind kind, Duration after) {
        return new SendOutcome.Deferred(Samples.fault(kind), Optional.of(after));
    }
}
