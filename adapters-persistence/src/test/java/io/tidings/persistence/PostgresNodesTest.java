package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore.Found;
import io.tidings.domain.notification.RememberedRequest;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Together;
import io.tidings.domain.tx.StoreUnavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one PostgreSQL: here, several openings of it in one. */
@Timeout(120)
final class PostgresNodesTest {

    private static final int NODES = 3;

    /** More than any node has. */
    private static final int WRITERS = 20;

    private final List<Opened> nodes = new ArrayList<>();
    private String url;

    @BeforeEach
    void open(@TempDir Path directory) {
        url = PostgresServer.newSchema();
        // All at once, as when a new installation starts.
        nodes.addAll(Together.call(NODES, () -> PostgresServer.open(url, directory)));
    }

    @AfterEach
    void close() {
        nodes.forEach(Opened::close);
    }

    @Test
    void nodesThatClaimAtOnce_getAllAndNothingTwice() {
        Scene scene = Scene.in(nodes.getFirst());
        List<Delivery> added = Stream.generate(scene::queued).limit(500).toList();
        nodes.getFirst().deliveries().add(added);
        var number = new AtomicInteger();
        List<Delivery> claimed = Together.call(NODES * 2, () -> {
            Opened node = nodes.get(number.getAndIncrement() % NODES);
            var mine = new ArrayList<Delivery>();
            List<Delivery> some;
            do {
                some = node.deliveries().claimSends(scene.instance().id(), 20, Samples.NOW,
                        Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW));
                mine.addAll(some);
            } while (!some.isEmpty());
            return mine;
        }).stream().flatMap(List::stream).toList();
        assertThat(claimed).extracting(Delivery::id).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(added.stream().map(Delivery::id).toList());
    }

    @Test
    void secretsOfOneNode_openOnAllAlsoAfterARotation() {
        Scene scene = Scene.in(nodes.getFirst());
        nodes.get(1).persistence().rotateKeys();
        nodes.get(2).persistence().rotateKeys();
        List<ProviderInstance> sealed = nodes.stream().map(node -> {
            ProviderInstance instance = Samples.instance(scene.app().id());
            node.providerInstances().add(instance);
            return instance;
        }).toList();
        for (Opened node : nodes) {
            assertThat(node.providerInstances().ofApp(scene.app().id())).contains(scene.instance()).containsAll(sealed);
        }
    }

    @Test
    void bulkWhoseCommitIsContested_failsForThoseAloneForWhomItMust() throws Exception {
        try (var connection = PostgresServer.connect(url); var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION contest() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'said by a test' USING ERRCODE = 'lock_not_available'; END $$
                    """);
            statement.execute("""
                    CREATE CONSTRAINT TRIGGER contested AFTER UPDATE ON app DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.name = 'contested') EXECUTE FUNCTION contest()
                    """);
        }
        Opened node = nodes.getFirst();
        App app = Samples.app();
        node.apps().add(app);
        var transactions = (GroupCommit) node.transactions();
        var rename = transactions.<String, Boolean>submitInBulk(
                names -> names.stream().map(name -> node.apps().rename(app.id(), name)).toList());
        var goOn = new CountDownLatch(1);
        var busy = Stream.generate(() -> transactions.submit(() -> {
            awaited(() -> goOn.await(1, TimeUnit.MINUTES));
            return true;
        })).limit(WRITERS).toList();
        var contested = rename.apply("contested");
        var other = rename.apply("renamed");
        goOn.countDown();

        assertThatThrownBy(() -> contested.get(1, TimeUnit.MINUTES).get()).isInstanceOf(StoreUnavailable.class);
        assertThat(other.get(1, TimeUnit.MINUTES).get()).isTrue();
        busy.forEach(unit -> unit.join().get());
        assertThat(node.apps().find(app.id()).orElseThrow().name()).isEqualTo("renamed");
    }

    @Test
    void unitsThatWaitForEachOther_bothComeThrough() throws Exception {
        Opened node = nodes.getFirst();
        Scene scene = Scene.in(node);
        UserId ann = new UserId("ann");
        UserId bob = new UserId("bob");
        node.profiles().merge(scene.app().id(), Map.of(ann, JsonObject.EMPTY, bob, JsonObject.EMPTY), Samples.NOW);
        var bothHaveOne = new CyclicBarrier(2);
        var order = new AtomicInteger();
        var runs = new AtomicInteger();
        Together.call(2, () -> {
            boolean annFirst = order.getAndIncrement() == 0;
            UserId first = annFirst ? ann : bob;
            UserId second = annFirst ? bob : ann;
            node.transactions().run(() -> {
                set(node, scene, first, annFirst);
                if (runs.incrementAndGet() <= 2) {
                    awaited(() -> bothHaveOne.await(10, TimeUnit.SECONDS));
                }
                set(node, scene, second, annFirst);
            });
            return null;
        });
        assertThat(runs.get()).as("one was undone and run again").isGreaterThan(2);
        assertThat(node.profiles().find(scene.app().id(), ann).orElseThrow().properties())
                .isEqualTo(node.profiles().find(scene.app().id(), bob).orElseThrow().properties());
    }

    @Test
    void unitThatAnotherIsInTheWayOf_leavesTheOthersOfItsCommitAlone() {
        Opened node = nodes.getFirst();
        Scene scene = Scene.in(node);
        Delivery held = scene.added(scene.queued());
        List<App> others = Stream.generate(Samples::app).limit(20).toList();
        nodes.get(1).transactions().run(() -> {
            nodes.get(1).deliveries().lock(held.id());
            var units = new ArrayList<CompletableFuture<?>>();
            for (App app : others) {
                node.persistence().database().transactions().submit(() -> node.deliveries().lock(held.id()));
                units.add(node.persistence().database().transactions().submit(() -> {
                    node.apps().add(app);
                    return null;
                }));
            }
            // While four writers wait, each for as long as it may, the rest goes on in between.
            awaited(() -> units.get(0).get(30, TimeUnit.SECONDS));
        });
        assertThat(node.apps().all()).contains(others.getFirst());
    }

    @Test
    void laneThatAnotherNodePays_isNotLockedAtOnceAndHoldsNobodyUp() {
        Opened one = nodes.getFirst();
        Opened other = nodes.get(1);
        ProviderInstanceId lane = Scene.in(one).instance().id();
        one.transactions().run(() -> {
            one.lanes().lockPaidUntil(lane, Traffic.SENDS);
            one.lanes().pay(lane, Traffic.SENDS, Samples.NOW);
        });
        one.transactions().run(() -> {
            one.lanes().lockPaidUntil(lane, Traffic.SENDS);
            // Whoever waited for it would wait until this unit ends, which waits for the answer.
            assertThat(other.transactions().<Optional<Instant>>call(
                    () -> other.lanes().tryLockPaidUntil(lane, Traffic.SENDS))).isEmpty();
        });
        assertThat(other.transactions().<Optional<Instant>>call(
                () -> other.lanes().tryLockPaidUntil(lane, Traffic.SENDS))).contains(Samples.NOW);
    }

    @Test
    void profilesThatAnotherNodeChanges_areReadAsTheyAreAndHoldNobodyUp() {
        Opened one = nodes.getFirst();
        Opened other = nodes.get(1);
        Scene scene = Scene.in(one);
        UserId ann = new UserId("ann");
        set(one, scene, ann, true);
        one.transactions().run(() -> {
            set(one, scene, ann, false);
            assertThat(other.transactions().<Map<UserId, UserProfile>>call(
                    () -> other.profiles().find(scene.app().id(), List.of(ann))).get(ann).properties())
                    .isEqualTo(JsonObject.of(Map.of("annFirst", true)));
        });
    }

    @Test
    void keyThatAnotherNodeWorksUnder_isBusyAtOnceAndHoldsNobodyUp() {
        AppId app = Scene.in(nodes.getFirst()).app().id();
        var key = new IdempotencyKey("order 4711");
        var request = new RememberedRequest(app, key, "0123456789abcdef".repeat(4), Samples.notification(app).id(),
                Samples.NOW);
        nodes.getFirst().transactions().run(() -> {
            assertThat(taken(nodes.getFirst(), app, key)).isEqualTo(new Found.Free());
            nodes.getFirst().idempotency().remember(List.of(request));
            // More than one node has writers: were they to wait, the last would never have its turn.
            Together.call(16, () -> nodes.get(1).transactions().<Found>call(() -> taken(nodes.get(1), app, key)))
                    .forEach(found -> assertThat(found).isEqualTo(new Found.Busy()));
        });
        assertThat(nodes.get(1).transactions().<Found>call(() -> taken(nodes.get(1), app, key)))
                .isEqualTo(new Found.Known(request));
    }

    private static Found taken(Opened node, AppId app, IdempotencyKey key) {
        return node.idempotency().take(app, key, Samples.NOW);
    }

    @Test
    void workThatBecomesDue_wakesEveryNode() throws InterruptedException {
        var woken = new ArrayList<Semaphore>();
        for (Opened node : nodes) {
            var wakes = new Semaphore(0);
            woken.add(wakes);
            node.persistence().onWork(wakes::release);
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).as("woken once at the beginning").isTrue();
        }
        Scene scene = Scene.in(nodes.getFirst());
        scene.added(scene.queued());
        for (Semaphore wakes : woken) {
            assertThat(wakes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closedNode_isNotWokenAndEndsItsListening() {
        Opened node = nodes.getFirst();
        var wakes = new Semaphore(0);
        node.persistence().onWork(wakes::release);
        node.close();
        assertThatThrownBy(() -> node.apps().all()).isInstanceOf(RuntimeException.class);
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("tidings-listener"))
                .forEach(thread -> awaited(() -> {
                    thread.join(20_000);
                    assertThat(thread.isAlive()).isFalse();
                    return null;
                }));
    }

    private static void set(Opened node, Scene scene, UserId user, boolean value) {
        node.profiles().merge(scene.app().id(), Map.of(user, JsonObject.of(Map.of("annFirst", value))), Samples.NOW);
    }

    private static void awaited(Callable<?> what) {
        try {
            what.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
