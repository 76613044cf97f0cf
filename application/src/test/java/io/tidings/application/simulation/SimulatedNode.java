package io.tidings.application.simulation;

import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.application.Callbacks;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.Timing;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/** One process. What it has claimed waits until the seed lets it run; when it dies, all of it is gone. */
final class SimulatedNode {

    private final SimulatedWorld world;
    private final String name;
    private final StoreGate gate;
    private final Engine engine;
    private final Callbacks callbacks;
    private final Intake intake;
    private final List<Task> waiting = new ArrayList<>();
    private final List<Task> running = new ArrayList<>();
    private Optional<ProviderInstance> claiming = Optional.empty();
    private Duration skew;
    private boolean dead;
    private boolean woken;

    /** @param through the lane, where it is a send */
    private record Task(Optional<ProviderInstance> through, Runnable work) {}

    SimulatedNode(SimulatedWorld world, String name, Duration skew) {
        this.world = world;
        this.name = name;
        this.skew = skew;
        this.gate = new StoreGate(world, this);
        var timing = new Timing(this::now, world.policies(), world.chance().split(), name);
        var catalogue = new ProviderCatalogue(List.of(world.plant().provider(new SimulatedProvider(world, this))));
        var stores = world.stores();
        var deliveries = gate.to(DeliveryStore.class, world.deliveries());
        var notifications = gate.to(NotificationStore.class, stores.notifications());
        var profiles = gate.to(ProfileStore.class, stores.profiles());
        var instances = gate.to(ProviderInstanceStore.class, stores.providerInstances());
        var transactions = gate.to(Transactions.class, stores.transactions());
        var idempotency = gate.to(IdempotencyStore.class, stores.idempotency());
        var topics = gate.to(TopicStore.class, stores.topics());
        var categories = gate.to(CategoryStore.class, stores.categories());
        Runnable wake = () -> woken = true;
        engine = new Engine(deliveries, notifications, profiles, instances,
                gate.to(LaneStore.class, stores.lanes()), idempotency, transactions, catalogue, world.urls(), timing,
                wake);
        callbacks = new Callbacks(gate.to(AppStore.class, stores.apps()), gate.to(AppKeyStore.class, stores.keys()),
                instances, notifications, deliveries,
                transactions, catalogue, timing);
        intake = new Intake(notifications, deliveries, profiles, topics, categories, instances, idempotency,
                transactions, catalogue,
                timing,
                world.ids(), wake);
    }

    Instant now() {
        return world.time().now().plus(skew);
    }

    /** The node's clock is set, maybe back. */
    void setClock(Duration skew) {
        this.skew = skew;
    }

    /** One step of the engine; what it claims waits. */
    void step() {
        world.trace().say("%s steps", this);
        woken = false;
        living(() -> engine.step(this::collect));
    }

    private void collect(Runnable work) {
        if (!world.calm() && world.chance().percent(3)) {
            world.trace().say("%s is too busy", this);
            throw new RejectedExecutionException("simulated");
        }
        waiting.add(new Task(claiming, work));
        claiming.ifPresent(lane -> Violation.unless(underWay(lane) <= lane.concurrency(),
                "%s has %d sends under way through %s, which allows %d", this, underWay(lane), lane.name(),
                lane.concurrency()));
    }

    private long underWay(ProviderInstance lane) {
        Predicate<Task> through = task -> task.through().filter(it -> it.id().equals(lane.id())).isPresent();
        return waiting.stream().filter(through).count() + running.stream().filter(through).count();
    }

    /** What is claimed next goes through this lane; empty for questions. */
    void claims(Optional<ProviderInstance> lane) {
        claiming = lane;
    }

    boolean hasTasks() {
        return !waiting.isEmpty();
    }

    /** Runs a task that waits, whichever chance picks. */
    void runATask() {
        Task task = waiting.remove(world.chance().between(0, waiting.size() - 1));
        running.add(task);
        living(task.work());
        running.remove(task);
    }

    /** Does something as a part of this process, which may die of it. */
    void living(Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailable e) {
            world.trace().say("%s gives up for now", this);
        } catch (Death e) {
            world.trace().say("%s", e.getMessage());
        }
    }

    boolean woken() {
        return woken;
    }

    void die() {
        dead = true;
        waiting.clear();
    }

    boolean dead() {
        return dead;
    }

    void requireAlive() {
        if (dead) {
            throw new Death(name);
        }
    }

    boolean inUnitOfWork() {
        return gate.unitOpen();
    }

    Engine engine() {
        return engine;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Intake intake() {
        return intake;
    }

    @Override
    public String toString() {
        return name;
    }
}
