package io.tidings.domain.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every {@link Transactions} holds with its stores, which are new and empty for each test. */
public interface TransactionsContract {

    Stores stores();

    @Test
    default void resultOfAUnitOfWork_isAnswered() {
        assertThat(stores().transactions().<String>call(() -> "result")).isEqualTo("result");
        assertThat(stores().transactions().<String>call(() -> null)).isNull();
    }

    @Test
    default void workThatReturned_isSeenByAllThreads() {
        App app = Samples.app();
        stores().transactions().run(() -> stores().apps().add(app));
        assertThat(Together.call(4, () -> stores().apps().find(app.id()))).containsOnly(Optional.of(app));
    }

    @Test
    default void unitOfWork_seesItsOwnChanges() {
        App app = Samples.app();
        assertThat(stores().transactions().<Optional<App>>call(() -> {
            stores().apps().add(app);
            return stores().apps().find(app.id());
        })).contains(app);
    }

    @Test
    default void exceptionOfTheWork_reachesTheCallerAsItIs() {
        var exception = new IllegalArgumentException("as it is");
        assertThatThrownBy(() -> failAfter(() -> {}, exception)).isSameAs(exception);
        var error = new AssertionError("as it is");
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            throw error;
        })).isSameAs(error);
    }

    @Test
    default void workThatThrew_hasAddedNothing() {
        App app = Samples.app();
        ProviderInstance instance = Samples.instance(app.id());
        Notification notification = Samples.notification(app.id());
        Delivery delivery = Samples.queued(Samples.order(app.id(), notification.id()), Samples.lane(instance));
        assertFailsAfter(() -> {
            stores().apps().add(app);
            stores().providerInstances().add(instance);
            stores().profiles().merge(app.id(), Map.of(Samples.ANN, JsonObject.EMPTY), Samples.NOW);
            stores().notifications().add(List.of(notification));
            stores().deliveries().add(List.of(delivery));
            stores().deliveries().park(parked(app));
        });

        assertThat(stores().apps().all()).isEmpty();
        assertThat(stores().providerInstances().ofApp(app.id())).isEmpty();
        assertThat(stores().profiles().find(app.id(), Samples.ANN)).isEmpty();
        assertThat(stores().notifications().find(notification.id())).isEmpty();
        assertThat(stores().deliveries().find(delivery.id())).isEmpty();
        assertThat(stores().deliveries().timeline(delivery.id())).isEmpty();
        assertThat(stores().deliveries().nextDue(Samples.NOW.minusMillis(1))).isEmpty();
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1"))).isEmpty();
    }

    @Test
    default void workThatThrew_hasChangedAndRemovedNothing() {
        Scene scene = Scene.in(stores());
        stores().profiles().merge(scene.app().id(), Map.of(Samples.ANN, JsonObject.of(Map.of("a", 1))), Samples.NOW);
        Delivery delivery = scene.added(scene.queued());
        stores().deliveries().park(parked(scene.app()));
        assertFailsAfter(() -> {
            stores().apps().replaceSecret(scene.app().id(), SecretDigest.of(Secret.of("another")));
            stores().providerInstances().replace(scene.instance());
            stores().profiles().merge(scene.app().id(), Map.of(Samples.ANN, JsonObject.of(Map.of("a", 2))),
                    Samples.NOW);
            stores().profiles().remove(scene.app().id(), Samples.ANN);
            stores().deliveries().claimSends(scene.instance().id(), 1, Samples.NOW,
                    Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW));
            stores().deliveries().unpark(scene.app().id(), ScriptedProvider.ID, Set.of("SM1"));
            stores().providerInstances().remove(scene.instance().id());
        });

        assertThat(stores().apps().find(scene.app().id())).contains(scene.app());
        assertThat(stores().providerInstances().find(scene.instance().id())).contains(scene.instance());
        assertThat(stores().profiles().find(scene.app().id(), Samples.ANN).orElseThrow().properties())
                .isEqualTo(JsonObject.of(Map.of("a", 1)));
        assertThat(scene.stored(delivery)).isEqualTo(delivery);
        assertThat(stores().deliveries().timeline(delivery.id())).hasSize(1);
        assertThat(stores().deliveries().unpark(scene.app().id(), ScriptedProvider.ID, Set.of("SM1"))).hasSize(1);
    }

    @Test
    default void unitOfWorkAfterOneThatThrew_works() {
        assertFailsAfter(() -> stores().apps().add(Samples.app()));
        App app = Samples.app();
        stores().transactions().run(() -> stores().apps().add(app));
        assertThat(stores().apps().all()).containsExactly(app);
    }

    @Test
    default void unfinishedChanges_areSeenByNobodyElse() {
        App app = Samples.app();
        var beside = new AtomicReference<Future<Optional<App>>>();
        var ofAUnitBeside = new AtomicReference<Future<Optional<App>>>();
        Supplier<Optional<App>> find = () -> stores().apps().find(app.id());
        assertFailsAfter(() -> {
            stores().apps().add(app);
            beside.set(Together.beginBeside(find::get));
            ofAUnitBeside.set(Together.beginBeside(() -> stores().transactions().call(find)));
        });
        assertThat(Together.result(beside.get())).isEmpty();
        assertThat(Together.result(ofAUnitBeside.get())).isEmpty();
    }

    @Test
    default void unitsThatReadAndWriteTheSameRow_behaveAsIfOneCameAfterTheOther() {
        Scene scene = Scene.in(stores());
        UserId user = Samples.ANN;
        stores().profiles().merge(scene.app().id(), Map.of(user, JsonObject.of(Map.of("count", 0))), Samples.NOW);
        int threads = 4;
        int times = 25;
        Together.call(threads, () -> {
            for (int i = 0; i < times; i++) {
                stores().transactions().run(() -> stores().profiles().merge(scene.app().id(),
                        Map.of(user, JsonObject.of(Map.of("count", count(scene, user) + 1))), Samples.NOW));
            }
            return null;
        });
        assertThat(count(scene, user)).isEqualTo(threads * times);
    }

    @Test
    default void unitOfWorkWithinAnother_isRefused() {
        assertThatThrownBy(() -> stores().transactions().run(() -> stores().transactions().run(() -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void whatIsAskedForInBulk_isAnsweredToWhoeverAsked() {
        Function<Integer, String> bulk = stores().transactions()
                .callInBulk(all -> all.stream().map(number -> "number " + number).toList());
        var next = new AtomicInteger();
        assertThat(Together.call(16, () -> {
            int number = next.incrementAndGet();
            return bulk.apply(number).equals("number " + number);
        })).containsOnly(true);
    }

    @Test
    default void whatIsAskedForInBulk_isDoneForAllButThoseForWhomItThrows() {
        var mishap = new IllegalArgumentException("a mishap");
        assertIsDoneForAllButThoseForWhomItThrows(stores().transactions()
                .callInBulk((List<Optional<App>> all) -> added(all, mishap))::apply, mishap);
    }

    @Test
    default void whatIsAskedForInTurn_isDoneForAllButThoseForWhomItThrows() {
        var mishap = new IllegalArgumentException("a mishap");
        assertIsDoneForAllButThoseForWhomItThrows(
                stores().transactions().runInTurn(all -> added(all, mishap)), mishap);
    }

    private List<Optional<App>> added(List<Optional<App>> all, RuntimeException mishap) {
        all.forEach(app -> stores().apps().add(app.orElseThrow(() -> mishap)));
        return all;
    }

    private void assertIsDoneForAllButThoseForWhomItThrows(Consumer<Optional<App>> bulk, RuntimeException mishap) {
        var broken = new AtomicInteger();
        List<App> added = Together.call(16, () -> {
            if (broken.getAndIncrement() == 7) {
                assertThatThrownBy(() -> bulk.accept(Optional.empty())).isSameAs(mishap);
            }
            App app = Samples.app();
            bulk.accept(Optional.of(app));
            assertThat(stores().apps().find(app.id())).contains(app);
            return app;
        });
        assertThat(stores().apps().all()).containsExactlyInAnyOrderElementsOf(added);
    }

    private int count(Scene scene, UserId user) {
        return (int) stores().profiles().find(scene.app().id(), user).orElseThrow().properties().members().get("count");
    }

    private void assertFailsAfter(Runnable work) {
        var exception = new IllegalArgumentException("after the work");
        assertThatThrownBy(() -> failAfter(work, exception)).isSameAs(exception);
    }

    private void failAfter(Runnable work, RuntimeException exception) {
        stores().transactions().run(() -> {
            work.run();
            throw exception;
        });
    }

    private static ParkedReport parked(App app) {
        return new ParkedReport(app.id(), ScriptedProvider.ID, Samples.report("SM1", ReportedStatus.SENT),
                Samples.NOW);
    }
}
