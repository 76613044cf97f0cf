package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.application.Cancellations.Result;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.Samples;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was not handed over is never sent, the rest goes on, and the answer tells them apart. */
class CancellationsTest {

    private static final Set<UserId> ALL = Set.of();
    private static final UserId BOB = new UserId("bob");
    private static final Instant TOMORROW = Samples.NOW.plus(Duration.ofDays(1));

    private final World world = World.withCallbacks();

    @Test
    void whatWaits_isDiscardedAsCancelledAndNeverSent() {
        NotificationId id = world.accept(Requests.sentAt(TOMORROW, Requests.to(Samples.ANN, BOB)));

        assertThat(world.cancellations.cancel(world.app, id, ALL)).isEqualTo(new Result(2, 0));

        world.pass(Duration.ofDays(3));
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.of(id)).allSatisfy(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.DISCARDED);
            assertThat(delivery.explanation()).contains(Explanation.cancelled());
        });
    }

    @Test
    void whatWasHandedOver_goesOn() {
        NotificationId id = world.accept(Requests.toAnn());
        DeliveryId sent = world.of(id).getFirst().id();
        world.step();
        String reference = world.delivery(sent).reference().orElseThrow();

        assertThat(world.cancellations.cancel(world.app, id, ALL)).isEqualTo(new Result(0, 1));
        world.report(sent, 1, reference, ReportedStatus.DELIVERED);

        assertThat(world.state(sent)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatIsBeingSentAtTheMoment_isTooLate() {
        NotificationId id = world.accept(Requests.toAnn());
        world.stepAndCrash();

        assertThat(world.cancellations.cancel(world.app, id, ALL)).isEqualTo(new Result(0, 1));
    }

    @Test
    void repetition_changesNothingAndAnswersTheSame() {
        NotificationId id = world.accept(Requests.sentAt(TOMORROW, Requests.to(Samples.ANN, BOB)));
        world.cancellations.cancel(world.app, id, Set.of(BOB));
        List<Delivery> once = world.of(id);

        assertThat(world.cancellations.cancel(world.app, id, Set.of(BOB))).isEqualTo(new Result(1, 0));
        assertThat(world.of(id)).isEqualTo(once);
        assertThat(once).extracting(Delivery::state).containsExactly(DeliveryState.QUEUED, DeliveryState.DISCARDED);
    }

    @Test
    void run_isCancelledByItsNamesInItsAppOnly() {
        world.stores.templates().add(Samples.template(world.app.id(), "reminder"));
        NotificationId first = world.accept(run("reminder", "order-17"));
        NotificationId second = world.accept(run("reminder", "order-17"));
        NotificationId another = world.accept(run("reminder", "order-18"));

        assertThat(world.cancellations.cancelRun(Samples.app(), "reminder", "order-17", ALL))
                .isEqualTo(new Result(0, 0));
        assertThat(world.cancellations.cancelRun(world.app, "reminder", "order-17", Set.of(BOB)))
                .isEqualTo(new Result(0, 0));
        assertThat(world.cancellations.cancelRun(world.app, "reminder", "order-17", ALL)).isEqualTo(new Result(2, 0));

        assertThat(List.of(first, second, another)).extracting(id -> world.of(id).getFirst().state())
                .containsExactly(DeliveryState.DISCARDED, DeliveryState.DISCARDED, DeliveryState.QUEUED);
    }

    @Test
    void notificationOfAnotherApp_isNotFound() {
        NotificationId id = world.accept(Requests.toAnn());

        assertThatThrownBy(() -> world.cancellations.cancel(Samples.app(), id, ALL))
                .isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void claimThatComesBetween_winsAndIsCountedAsTooLate() {
        world.stores.profiles().merge(world.app.id(),
                Map.of(BOB, JsonObject.of(Map.of("phoneNumber", "+447700900124"))), Samples.NOW);
        NotificationId id = world.accept(Requests.to(Samples.ANN, BOB));
        var racing = new Cancellations(world.stores.notifications(), claimedAfterReading(), world.timing);

        assertThat(racing.cancel(world.app, id, ALL)).isEqualTo(new Result(0, 2));

        assertThat(world.of(id)).extracting(Delivery::state).doesNotContain(DeliveryState.DISCARDED);
    }

    @Test
    void tenThousand_areCancelledAllAtOnce() {
        NotificationId id = world.accept(Requests.sentAt(TOMORROW, Requests.toMany(10_000)));

        assertThat(world.cancellations.cancel(world.app, id, ALL)).isEqualTo(new Result(10_000, 0));
        assertThat(world.stores.deliveries().count(id)).containsOnlyKeys(DeliveryState.DISCARDED);
    }

    /** The engine claims all that is due between the moment of reading and that of writing. */
    private DeliveryStore claimedAfterReading() {
        return (DeliveryStore) Proxy.newProxyInstance(DeliveryStore.class.getClassLoader(),
                new Class<?>[]{DeliveryStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(world.stores.deliveries(), arguments);
                        if (answer instanceof Page<?>) {
                            world.stepAndCrash();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Intake.Request run(String workflow, String key) {
        return Requests.inRun(workflow, key, Requests.sentAt(TOMORROW, Requests.toAnn()));
    }
}
