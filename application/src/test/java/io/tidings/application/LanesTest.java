package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Each provider instance is a lane of its own. */
class LanesTest {

    private final World world = World.withCallbacks();
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Test
    void concurrency_isNeverExceeded() {
        narrow(world.instance, 3);
        world.accept(Requests.toMany(10));

        world.engine.step(tasks::add);
        world.engine.step(tasks::add);
        assertThat(tasks).hasSize(3);
        tasks.poll().run();
        world.engine.step(tasks::add);

        assertThat(tasks).hasSize(3);
        while (!tasks.isEmpty()) {
            tasks.poll().run();
            world.engine.step(tasks::add);
            assertThat(tasks.size()).isLessThanOrEqualTo(3);
        }
        assertThat(world.provider.requests()).hasSize(10);
    }

    @Test
    void fullLane_doesNotStopAnother() {
        narrow(world.instance, 1);
        world.accept(Requests.toMany(100));
        world.engine.step(tasks::add);
        ProviderInstance full = world.instance;
        world.enable(full, false);
        world.instance = world.addInstance();
        DeliveryId other = world.sendToAnn();
        world.enable(full, true);

        world.engine.step(tasks::add);

        assertThat(tasks).hasSize(2);
        tasks.removeLast().run();
        assertThat(world.state(other)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void disabledInstance_keepsItsDeliveriesUntilItIsEnabledAgain() {
        DeliveryId id = world.sendToAnn();
        world.enable(world.instance, false);
        world.pass(Duration.ofHours(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
        assertThat(world.provider.requests()).isEmpty();

        world.enable(world.instance, true);
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void disabledInstance_letsItsDeliveriesExpire() {
        DeliveryId id = world.sendToAnn();
        world.enable(world.instance, false);

        world.pass(Duration.ofHours(24));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("expired");
    }

    @Test
    void disabledInstance_handsItsDeliveriesToAnother() {
        DeliveryId id = world.sendToAnn();
        world.enable(world.instance, false);
        ProviderInstance another = world.instances.create(world.app, Samples.WHATSAPP, Drafts.complete());
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.delivery(id).lane().orElseThrow().instance()).isEqualTo(another.id());
        assertThat(world.events(id)).contains(Event.REROUTED);
    }

    @Test
    void disabledInstanceWhoseCallsHang_handsWhatWaitsToAnotherWithinASecond() {
        narrow(world.instance, 1);
        world.accept(Requests.toMany(3));
        world.engine.step(tasks::add);
        ProviderInstance hanging = world.instance;
        world.addInstance();
        world.enable(hanging, false);

        world.clock.advance(Duration.ofSeconds(1));
        world.engine.step(tasks::add);
        world.engine.step(tasks::add);

        assertThat(tasks).hasSize(3);
    }

    @Test
    void placesOfWhatCouldNotBegin_areFreeAgain() {
        narrow(world.instance, 3);
        world.accept(Requests.toMany(10));
        world.engine.step(task -> {
            throw new InternalError("of the test");
        });

        world.engine.step(tasks::add);

        assertThat(tasks).hasSize(3);
        world.provider.answering(request -> {
            throw new AssertionError("of the test");
        });
        tasks.forEach(task -> assertThatThrownBy(task::run).isInstanceOf(AssertionError.class));
        tasks.clear();
        world.engine.step(tasks::add);
        assertThat(tasks).hasSize(3);
    }

    @Test
    void newInstance_wakesTheEngine() {
        int before = world.wakes.get();

        world.instances.create(world.app, Samples.WHATSAPP, Drafts.complete());

        assertThat(world.wakes.get()).isGreaterThan(before);
    }

    @Test
    void removedInstance_leavesItsDeliveriesDiscardedWhereNoOtherServes() {
        DeliveryId id = world.sendToAnn();
        remove(world.instance);

        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("provider_removed");
    }

    @Test
    void removedInstance_handsItsDeliveriesToAnother() {
        DeliveryId id = world.sendToAnn();
        world.addInstance();
        remove(world.instance);

        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void bigBacklogOfARemovedInstance_isWorkedOffWithoutWaiting() {
        NotificationId many = world.accept(Requests.toMany(1_700));
        remove(world.instance);

        world.settle();

        assertThat(world.of(many)).extracting(Delivery::state).containsOnly(DeliveryState.DISCARDED);
    }

    @Test
    void bigBacklogThatExpired_isWorkedOffWithoutWaiting() {
        NotificationId many = world.accept(Requests.toMany(1_700));
        world.clock.advance(Duration.ofHours(24));

        world.settle();

        assertThat(world.of(many)).extracting(Delivery::state).containsOnly(DeliveryState.DISCARDED);
        assertThat(world.provider.requests()).isEmpty();
    }

    private void narrow(ProviderInstance which, int concurrency) {
        world.instances.change(world.app, which.channel(), which.id(), Drafts.named("Narrow", 0, concurrency));
    }

    private void remove(ProviderInstance which) {
        world.instances.remove(world.app, which.channel(), which.id());
    }
}
