package io.tidings.application.simulation;

import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.application.LastCallbacks;
import io.tidings.application.Callbacks;
import io.tidings.application.Cancellations;
import io.tidings.application.Decisions;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.Timing;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final Decisions decisions;
    private final Cancellations cancellations;
    private final List<Task> waiting = new ArrayList<>();
    private final List<Task> running = new ArrayList<>();
    private Optional<ProviderInstance> claiming = Optional.empty();
    private Duration skew;
    private boolean dead;
    private boolean stopped;
    private boolean woken;
    private boolean stepping;
    private boolean tidying;

    /** What this process is in the midst of, the innermost first; questions by what they were claimed for. */
    private final Deque<Optional<Claim>> frames = new ArrayDeque<>();
    private final Deque<Claim> claimed = new ArrayDeque<>();
    private final Departures departures;

    /**
     * @param through the lane, where it is a send
     * @param about   what it was claimed for, where it is a question
     */
    private record Task(Optional<ProviderInstance> through, Optional<Claim> about, Runnable work) {}

    private record Claim(DeliveryId delivery, long version) {}

    SimulatedNode(SimulatedWorld world, String name, Duration skew) {
        this.world = world;
        this.name = name;
        this.skew = skew;
        this.departures = new Departures(world);
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
        var conversations = gate.to(ConversationStore.class, stores.conversations());
        var topics = gate.to(TopicStore.class, stores.topics());
        var categories = gate.to(CategoryStore.class, stores.categories());
        Runnable wake = () -> woken = true;
        engine = new Engine(deliveries, notifications, profiles, instances, conversations, ConsentWords.STANDARD,
                gate.to(LaneStore.class, world.plant().lanes(stores.lanes())), idempotency, transactions, catalogue,
                world.urls(), timing,
                wake);
        callbacks = new Callbacks(gate.to(AppStore.class, stores.apps()), gate.to(AppKeyStore.class, stores.keys()),
                instances, notifications, deliveries, conversations, ConsentWords.STANDARD, transactions, catalogue,
                new LastCallbacks(gate.to(LastCallbackStore.class, stores.lastCallbacks()), timing), timing);
        intake = new Intake(notifications, deliveries, profiles, topics, categories, instances,
                gate.to(TemplateStore.class, stores.templates()), idempotency, transactions, catalogue,
                timing, world.ids(), engine, this::collectBegun, wake);
        decisions = new Decisions(deliveries, instances, transactions, timing, world.ids(), wake);
        cancellations = new Cancellations(notifications, deliveries, timing);
    }

    Instant now() {
        return world.time().now().plus(skew);
    }

    /** The node's clock is set, maybe back. */
    void setClock(Duration skew) {
        this.skew = skew;
    }

    /** One step of the engine; what it claims waits. The engine's thread takes one step after the other. */
    void step() {
        if (stepping) {
            return;
        }
        world.trace().say("%s steps", this);
        woken = false;
        stepping = true;
        living(() -> engine.step(this::collect));
        stepping = false;
    }

    /** A batch of what is kept for long enough, by the thread for that. */
    void tidyUp() {
        if (!tidying) {
            tidying = true;
            living(engine::tidyUp);
            tidying = false;
        }
    }

    private void collect(Runnable work) {
        Optional<Claim> about = claiming.isPresent() ? Optional.empty() : Optional.ofNullable(claimed.poll());
        collect(new Task(claiming, about, work));
    }

    private void collectBegun(Runnable work) {
        collect(new Task(Optional.of(departures.next()), Optional.empty(), work));
    }

    private void collect(Task task) {
        if (!world.calm() && world.chance().percent(3)) {
            world.trace().say("%s is too busy", this);
            throw new RejectedExecutionException("simulated");
        }
        waiting.add(task);
        task.through().ifPresent(lane -> Violation.unless(underWay(lane) <= lane.concurrency(),
                "%s has %d sends under way through %s, which allows %d", this, underWay(lane), lane.name(),
                lane.concurrency()));
    }

    private long underWay(ProviderInstance lane) {
        Predicate<Task> through = task -> task.through().filter(it -> it.id().equals(lane.id())).isPresent();
        return waiting.stream().filter(through).count() + running.stream().filter(through).count();
    }

    /** What is claimed next goes through this lane. */
    void claims(ProviderInstanceId lane) {
        claiming = world.stores().providerInstances().find(lane);
    }

    Departures departures() {
        return departures;
    }

    /** What is claimed next are questions about these. */
    void asks(List<Delivery> about) {
        claiming = Optional.empty();
        claimed.clear();
        about.forEach(it -> claimed.add(new Claim(it.id(),
                world.deliveries().find(it.id()).orElseThrow().version())));
    }

    boolean hasTasks() {
        return !waiting.isEmpty();
    }

    /** Runs a task that waits, whichever chance picks. */
    void runATask() {
        Task task = waiting.remove(world.chance().between(0, waiting.size() - 1));
        running.add(task);
        living(task.about(), task.work());
        running.remove(task);
    }

    /** Does something as a part of this process, which may die of it. */
    void living(Runnable work) {
        living(Optional.empty(), work);
    }

    private void living(Optional<Claim> about, Runnable work) {
        frames.push(about);
        try {
            work.run();
        } catch (StoreUnavailable e) {
            world.trace().say("%s gives up for now", this);
        } catch (Death e) {
            world.trace().say("%s", e.getMessage());
        } finally {
            frames.pop();
        }
    }

    /** What was asked about a delivery counts only while nothing else has happened to it. */
    void records(Delivery changed) {
        Optional.ofNullable(frames.peek()).flatMap(about -> about)
                .filter(claim -> claim.delivery().equals(changed.id()))
                .ifPresent(claim -> {
                    long stored = world.deliveries().find(changed.id()).orElseThrow().version();
                    Violation.unless(stored == claim.version(),
                            "%s records on %s what it asked when %d was stored: %d is",
                            this, Trace.brief(changed.id()), claim.version(), stored);
                });
    }

    boolean woken() {
        return woken;
    }

    void die() {
        dead = true;
        waiting.clear();
    }

    /** It does nothing at all and does not know it, as after {@code kill -STOP}. */
    void stop() {
        stopped = true;
    }

    void goOn() {
        stopped = false;
    }

    boolean acts() {
        return !dead && !stopped;
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

    /** When its engine has something to do next. */
    Optional<Instant> nextDue() {
        return engine.nextDue(now());
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Intake intake() {
        return intake;
    }

    Decisions decisions() {
        return decisions;
    }

    Cancellations cancellations() {
        return cancellations;
    }

    @Override
    public String toString() {
        return name;
    }
}
