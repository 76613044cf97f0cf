package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.tx.StoreUnavailable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the engine does when its own house is on fire. */
class TroubleTest {

    private final World world = World.withCallbacks();
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Test
    void answerDuringAnOutage_isKeptAndRecordedAfterwards() {
        DeliveryId id = world.sendToAnn();
        world.engine.step(tasks::add);
        world.outage.begin();
        tasks.poll().run();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        assertThatThrownBy(world::step).isInstanceOf(StoreUnavailable.class);
        world.outage.end();

        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void answerThatCanNeverBeRecorded_holdsUpNothingElse() {
        DeliveryId lost = world.sendToAnn();
        world.engine.step(tasks::add);
        world.outage.begin();
        tasks.poll().run();
        world.outage.begin(new IllegalStateException("a bug"));
        world.step();
        world.outage.end();
        DeliveryId next = world.sendToAnn();
        world.step();

        assertThat(world.state(next)).isEqualTo(DeliveryState.SENT);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.events(lost)).contains(Event.ASKED);
    }

    @Test
    void outageWhileClaiming_claimsNothing() {
        DeliveryId id = world.sendToAnn();
        world.outage.begin();
        assertThatThrownBy(world::step).isInstanceOf(StoreUnavailable.class);
        world.outage.end();
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);

        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void outageWhileAQuestionIsAsked_isAskedAgainWhenItsLeaseEnds() {
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        world.clock.advance(Duration.ofMinutes(1));
        world.engine.step(tasks::add);
        world.outage.begin();
        tasks.poll().run();
        world.outage.end();
        assertThat(world.delivery(id).isDue(Step.RESOLVE)).isTrue();

        world.pass(Duration.ofMinutes(1));

        assertThat(world.events(id)).contains(Event.ASKED);
    }

    @Test
    void sendWhoseTurnComesAfterItsLease_isNotSentAndNeedsNoEvidence() {
        DeliveryId id = world.sendToAnn();
        world.engine.step(tasks::add);
        world.clock.advance(Duration.ofMinutes(1));
        tasks.poll().run();
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.explanation(id)).isEqualTo("not_begun");

        world.pass(Duration.ofSeconds(2));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.questions()).isEmpty();
    }

    @Test
    void stoppingExecutor_leavesWhatWasClaimedToBeSentLater() {
        NotificationId many = world.accept(Requests.toMany(60));
        for (int i = 0; i < 3; i++) {
            world.engine.step(task -> {
                throw new RejectedExecutionException("stopping");
            });
        }

        world.pass(Duration.ofMinutes(1));

        assertThat(world.of(many)).extracting(Delivery::state).containsOnly(DeliveryState.SENT);
        assertThat(world.provider.questions()).isEmpty();
    }

    @Test
    void stoppingExecutor_leavesQuestionsToBeAskedLater() {
        world.accept(Requests.toMany(20));
        world.stepAndCrash();
        for (int i = 0; i < 3; i++) {
            world.clock.advance(Duration.ofMinutes(1));
            world.engine.step(task -> {
                throw new RejectedExecutionException("stopping");
            });
        }

        world.pass(Duration.ofMinutes(1));

        assertThat(world.provider.questions()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void unreadableDelivery_holdsUpNoOther() {
        Delivery poison = Samples.queued(
                Samples.order(world.app.id(), new NotificationId(world.ids.next())), Samples.lane(world.instance));
        world.stores.deliveries().add(List.of(poison));
        world.clock.advance(Duration.ofSeconds(1));
        DeliveryId other = world.sendToAnn();

        world.step();

        assertThat(world.state(other)).isEqualTo(DeliveryState.SENT);
        assertThat(world.explanation(poison.id())).isEqualTo("unreadable");
        world.pass(Duration.ofHours(25));
        assertThat(world.state(poison.id())).isEqualTo(DeliveryState.DISCARDED);
    }

    @Test
    void unreadableDeliveryThatIsUncertain_isLeftToAPerson() {
        Delivery poison = Samples.queued(
                Samples.order(world.app.id(), new NotificationId(world.ids.next())), Samples.lane(world.instance));
        world.stores.deliveries().add(List.of(poison));
        world.stores.deliveries().claimSends(world.instance.id(), 1, world.timing.now(),
                Samples.beginning(world.timing.lease(), world.timing.now()));

        world.pass(Duration.ofHours(25));

        assertThat(world.explanation(poison.id())).isEqualTo("outcome_unknown");
    }

    @Test
    void laneThatFails_holdsUpNoOther() {
        ProviderInstance other = world.addInstance();
        var orders = world.of(world.accept(Requests.toMany(1)));
        world.stores.deliveries().add(List.of(Samples.queued(
                Samples.order(world.app.id(), orders.getFirst().order().notification()), Samples.lane(other))));

        world.engine.step(task -> {
            if (tasks.isEmpty()) {
                tasks.add(task);
                throw new IllegalStateException("a bug");
            }
            tasks.add(task);
        });

        assertThat(tasks).hasSize(2);
    }

    @Test
    void providerThatLacksAClass_failsNoRequestAndIsTriedAgain() {
        var lacking = new AtomicBoolean();
        World other = World.of(lackingAClass(lacking));
        other.settle();
        lacking.set(true);
        DeliveryId id = other.sendToAnn();
        other.settle();
        assertThat(other.explanation(id)).isEqualTo("unreadable");

        lacking.set(false);
        other.pass(Duration.ofMinutes(1));

        assertThat(other.state(id)).isEqualTo(DeliveryState.SENT);
    }

    private static ChannelProvider lackingAClass(AtomicBoolean lacking) {
        var real = new ScriptedProvider();
        return (ChannelProvider) Proxy.newProxyInstance(ChannelProvider.class.getClassLoader(),
                new Class<?>[]{ChannelProvider.class}, (self, method, args) -> {
                    if (lacking.get() && method.getName().equals("prepare")) {
                        throw new NoClassDefFoundError("of the test");
                    }
                    return method.invoke(real, args);
                });
    }
}
