package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Together;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is accepted while its lane has room and nothing waits there begins at once. */
class ExpressTest {

    private final World world = World.withCallbacks();

    @BeforeEach
    void aLookHasShownThatNothingWaits() {
        change(3, 80);
    }

    @Test
    void acceptedWhileThereIsRoom_beginsInTheUnitOfWorkThatStoresIt() {
        world.outage.asked();
        int wakes = world.wakes.get();

        DeliveryId id = world.sendToAnn();

        assertThat(world.outage.asked()).containsOnlyOnce("call").contains("add").doesNotContain("claimSends", "save");
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        assertThat(world.events(id)).containsExactly(Event.QUEUED, Event.SENDING);
        assertThat(world.begun).hasSize(1);
        world.begun.remove().run();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.wakes).as("nothing is left to be done").hasValue(wakes);
    }

    @Test
    void firstOfALane_waitsForALook() {
        world.instance = replaced();

        DeliveryId first = world.sendToAnn();

        assertThat(world.state(first)).isEqualTo(DeliveryState.QUEUED);
        world.settle();
        assertThat(world.state(world.sendToAnn())).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void moreThanThereIsRoomFor_waitsAsAWhole() {
        List<Delivery> many = world.of(world.accept(Requests.toMany(4)));

        assertThat(many).extracting(Delivery::state).containsOnly(DeliveryState.QUEUED);
        int before = world.provider.requests().size();
        world.settle();
        assertThat(world.provider.requests()).hasSize(before + 4);
    }

    @Test
    void whatWaits_isNotOvertaken() {
        change(1, 80);
        DeliveryId first = world.sendToAnn();
        DeliveryId second = world.sendToAnn();
        assertThat(world.state(second)).isEqualTo(DeliveryState.QUEUED);
        world.begun.remove().run();

        DeliveryId third = world.sendToAnn();

        assertThat(world.state(first)).isEqualTo(DeliveryState.SENT);
        assertThat(world.state(third)).isEqualTo(DeliveryState.QUEUED);
        world.settle();
        assertThat(world.provider.requests()).extracting(request -> request.key()).endsWith(second + "-1",
                third + "-1");
    }

    @Test
    void whatFoundNoRoom_isSentWhenThereIs() {
        change(1, 80);
        world.sendToAnn();
        DeliveryId second = world.sendToAnn();
        world.engine.step(world.begun::add);
        int wakes = world.wakes.get();

        world.begun.remove().run();

        assertThat(world.wakes.get()).isGreaterThan(wakes);
        world.step();
        assertThat(world.state(second)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void rate_isHeld() {
        change(100, 80);
        int before = world.provider.requests().size();

        for (int i = 0; i < 1_000; i++) {
            world.sendToAnn();
            while (!world.begun.isEmpty()) {
                world.begun.remove().run();
            }
            if (i % 50 == 0) {
                world.step();
            }
            world.clock.advance(Duration.ofMillis(10));
        }

        assertThat(world.provider.requests().size() - before).isLessThanOrEqualTo(10 * 80 + 8 + 1);
    }

    @Test
    void slowLoad_allBeginsAtOnce() {
        int before = world.provider.requests().size();
        for (int i = 0; i < 100; i++) {
            assertThat(world.state(world.sendToAnn())).isEqualTo(DeliveryState.SENDING);
            world.begun.remove().run();
            world.clock.advance(Duration.ofMillis(20));
        }
        assertThat(world.provider.requests()).hasSize(before + 100);
    }

    @Test
    void pausedLane_beginsNothing() {
        world.provider.answering(request -> new SendOutcome.Deferred(Samples.fault(FaultKind.SETTINGS),
                Optional.empty()));
        world.sendToAnn();
        world.begun.remove().run();

        assertThat(world.state(world.sendToAnn())).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void changedInstance_isLookedAtFirst() {
        world.instances.change(world.app, Samples.WHATSAPP, world.instance.id(), Drafts.named("Changed", 0, 3));

        assertThat(world.state(world.sendToAnn())).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void whatIsToBeSentLater_waits() {
        DeliveryId later = world.send(Requests.sentAt(world.clock.instant().plusSeconds(60), Requests.toAnn()));

        assertThat(world.state(later)).isEqualTo(DeliveryState.QUEUED);
        assertThat(world.state(world.sendToAnn())).as("is not in its way").isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void whatCannotBeSent_endsAtOnceAndTakesNoPlace() {
        change(1, 80);
        new OptOuts(world.stores.conversations(), world.stores.transactions(), world.timing).optOut(world.app,
                Samples.WHATSAPP, new Address(Samples.PHONE));
        for (int i = 0; i < 3; i++) {
            assertThat(world.explanation(world.sendToAnn())).isEqualTo("opted_out");
        }
        assertThat(world.explanation(world.send(Requests.to(new UserId("nobody"))))).isEqualTo("unknown_user");
        assertThat(world.begun).isEmpty();
    }

    @Test
    void acceptanceThatFails_leavesNoPlaceTaken() {
        change(1, 80);
        for (String step : List.of("merge", "find", "add")) {
            world.outage.begin(step);
            assertThatThrownBy(() -> world.accept(Requests.toMany(1))).isInstanceOf(StoreUnavailable.class);
            world.outage.end();
        }

        assertThat(world.begun).isEmpty();
        assertThat(world.state(world.sendToAnn())).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void unitOfWorkThatRunsAgain_takesItsPlacesOnce() {
        change(1, 80);
        Intake intake = world.intake(new RunTwice(world.stores.transactions()));
        for (int i = 0; i < 3; i++) {
            DeliveryId id = world.of(intake.accept(world.app, Requests.toAnn()).notification()).getFirst().id();

            assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
            assertThat(world.begun).hasSize(1);
            world.begun.remove().run();
            world.clock.advance(Duration.ofSeconds(1));
        }
    }

    /** Undoes what a unit of work did and runs it again, as after a deadlock. */
    private record RunTwice(Transactions real) implements Transactions {

        @Override
        public <T> T call(Supplier<T> work) {
            assertThatThrownBy(() -> real.run(() -> {
                work.get();
                throw new IllegalStateException("undone by the test");
            })).hasMessage("undone by the test");
            return real.call(work);
        }
    }

    @Test
    void severalAcceptedTogether_beginAsFarAsTheRateGrants() {
        change(100, 80);
        Intake intake = world.intake(new Gathering(world.stores.transactions(), 12));

        List<NotificationId> accepted = Together.call(12,
                () -> intake.accept(world.app, Requests.toAnn()).notification());

        assertThat(accepted.stream().map(id -> world.of(id).getFirst().state()))
                .filteredOn(DeliveryState.SENDING::equals).hasSize(8);
    }

    /** Does what is asked for in bulk when so many have asked. */
    private record Gathering(Transactions real, int many) implements Transactions {

        @Override
        public <T> T call(Supplier<T> work) {
            return real.call(work);
        }

        @Override
        public <A, R> Function<A, R> callInBulk(Function<List<A>, List<R>> work) {
            var asked = new ArrayList<A>();
            var results = new ArrayList<R>();
            var all = new CyclicBarrier(many, () -> results.addAll(real.call(() -> work.apply(asked))));
            return what -> {
                int place;
                synchronized (asked) {
                    place = asked.size();
                    asked.add(what);
                }
                try {
                    all.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new AssertionError(e);
                }
                return results.get(place);
            };
        }
    }

    @Test
    void stoppingServer_leavesItToBeSentLater() {
        change(1, 80);
        world.tasks = task -> {
            throw new RejectedExecutionException("stopping");
        };
        DeliveryId id = world.sendToAnn();
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);

        world.tasks = world.begun::add;
        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.questions()).isEmpty();
    }

    @Test
    void processThatDiesBeforeItIsSent_leavesItToEvidence() {
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();

        world.pass(Duration.ofHours(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
        assertThat(world.provider.questions()).as("asked before it was sent again").isNotEmpty();
        assertThat(world.delivery(id).attempts()).hasSize(2);
    }

    /** Changes the instance, and lets the engine look at it: something is sent, and nothing waits. */
    private void change(int concurrency, int rate) {
        world.instances.change(world.app, Samples.WHATSAPP, world.instance.id(), Drafts.named("Main", 0, concurrency));
        world.instance = world.instances.change(world.app, Samples.WHATSAPP, world.instance.id(), Drafts.atRate(rate));
        world.sendToAnn();
        world.settle();
        world.clock.advance(Duration.ofSeconds(1));
    }

    private ProviderInstance replaced() {
        world.enable(world.instance, false);
        return world.instances.create(world.app, Samples.WHATSAPP, Drafts.complete());
    }
}
