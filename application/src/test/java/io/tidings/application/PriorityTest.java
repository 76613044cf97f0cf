package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes first, and until when. */
class PriorityTest {

    private final World world = World.withCallbacks();

    @Test
    void urgent_goesBeforeNormalBeforeBulk() {
        DeliveryId bulk = world.send(Requests.prior(Priority.BULK, Requests.toAnn()));
        DeliveryId normal = world.sendToAnn();
        DeliveryId urgent = world.send(Requests.prior(Priority.URGENT, Requests.toAnn()));

        world.settle();

        assertThat(world.provider.requests()).extracting(SendRequest::key).containsExactly(urgent + "-1",
                normal + "-1", bulk + "-1");
    }

    @Test
    void moreThanAThousandRecipients_areBulkWhateverIsAsked() {
        assertThat(world.of(world.accept(Requests.prior(Priority.URGENT, Requests.toMany(1_001)))))
                .extracting(it -> it.order().priority()).containsOnly(Priority.BULK);
        assertThat(world.of(world.accept(Requests.prior(Priority.URGENT, Requests.toMany(1_000)))))
                .extracting(it -> it.order().priority()).containsOnly(Priority.URGENT);
    }

    @Test
    void expiresAt_isTheLastMoment() {
        Instant last = Samples.NOW.plusSeconds(60);
        DeliveryId id = world.send(Requests.expiring(last, Requests.toAnn()));
        world.enable(world.instance, false);
        world.pass(Duration.ofSeconds(60).minusMillis(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);

        world.pass(Duration.ofMillis(1));

        assertThat(world.explanation(id)).isEqualTo("expired");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3_600_000, 367L * 86_400_000})
    void expiryBeforeTheSendingOrTooFarAhead_isRefused(long millis) {
        var request = Requests.expiring(Samples.NOW.plusMillis(millis), millis <= 0 || millis > 4_000_000
                ? Requests.toAnn()
                : Requests.sentAt(Samples.NOW.plusSeconds(3_600), Requests.toAnn()));

        assertThatThrownBy(() -> world.accept(request)).isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("expiresAt");
    }

    @Test
    void budgetOfTheApp_countsFromTheMomentOfSending() {
        var apps = new Apps(world.stores.apps(), world.timing, world.ids, new Random(3));
        App patient = apps.change(world.app.id(), budget(Optional.of(Duration.ofHours(2))));
        Instant sendAt = Samples.NOW.plusSeconds(600);

        assertThat(order(patient, Requests.toAnn())).isEqualTo(Samples.NOW.plus(Duration.ofHours(2)));
        assertThat(order(patient, Requests.sentAt(sendAt, Requests.toAnn())))
                .isEqualTo(sendAt.plus(Duration.ofHours(2)));
        assertThat(order(apps.change(patient.id(), budget(Optional.empty())), Requests.toAnn()))
                .isEqualTo(Samples.NOW.plus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 367L * 86_400})
    void budgetOutOfBounds_isRefused(long seconds) {
        var apps = new Apps(world.stores.apps(), world.timing, world.ids, new Random(3));

        assertThatThrownBy(() -> apps.change(world.app.id(), budget(Optional.of(Duration.ofSeconds(seconds)))))
                .isInstanceOf(Problem.Invalid.class);
        assertThat(apps.get(world.app.id()).budget()).isEmpty();
    }

    private Instant order(App app, Intake.Request request) {
        Delivery made = world.of(world.intake.accept(app, request).notification()).getFirst();
        return made.order().expiresAt();
    }

    private static Apps.Change budget(Optional<Duration> budget) {
        return new Apps.Change(Optional.empty(), true, budget);
    }
}
