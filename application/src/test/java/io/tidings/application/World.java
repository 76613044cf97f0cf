package io.tidings.application;

import io.tidings.application.Intake.Request;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.MovableClock;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.tx.Transactions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running Tidings without HTTP: stores in memory, time that the test moves, one app that knows {@link Samples#ANN}
 * and has one instance of a scripted provider.
 * Nothing happens by itself.
 */
final class World {

    final Stores stores = new InMemoryStores();
    final Outage outage = new Outage();
    final MovableClock clock = new MovableClock(Samples.NOW);
    final IdSource ids = new CountingIds();
    final ScriptedProvider provider = new ScriptedProvider();
    final AtomicInteger wakes = new AtomicInteger();

    /** What began when it was accepted and is sent with the next step. */
    final Queue<Runnable> begun = new ArrayDeque<>();
    Executor tasks = begun::add;
    final App app = Samples.app();
    final Timing timing;
    final CallbackUrls urls;
    final ProviderCatalogue catalogue;
    final Intake intake;
    final Engine engine;
    final Callbacks callbacks;
    final ProviderInstances instances;
    final Decisions decisions;
    final Templates templates;
    final Cancellations cancellations;
    ProviderInstance instance;

    private World(boolean reachable, List<? extends ChannelProvider> installed) {
        timing = new Timing(clock, Policies.standard(reachable), new Random(7), "node-1");
        urls = new CallbackUrls(
                reachable ? Optional.of(URI.create("https://tidings.example.com")) : Optional.empty());
        catalogue = new ProviderCatalogue(installed.isEmpty() ? List.of(provider) : installed);
        DeliveryStore deliveries = outage.reaching(DeliveryStore.class, stores.deliveries());
        NotificationStore notifications = outage.reaching(NotificationStore.class, stores.notifications());
        ProfileStore profiles = outage.reaching(ProfileStore.class, stores.profiles());
        ProviderInstanceStore setUp = outage.reaching(ProviderInstanceStore.class, stores.providerInstances());
        Transactions transactions = outage.reaching(Transactions.class, stores.transactions());
        Runnable wake = wakes::incrementAndGet;
        engine = new Engine(deliveries, notifications, profiles, setUp, stores.conversations(), ConsentWords.STANDARD,
                stores.lanes(), stores.idempotency(),
                transactions,
                catalogue, urls, timing, wake);
        intake = new Intake(notifications, deliveries, profiles, stores.topics(), stores.categories(), setUp,
                stores.templates(), stores.idempotency(), transactions, catalogue, timing, ids, engine,
                task -> tasks.execute(task), wake);
        callbacks = new Callbacks(outage.reaching(AppStore.class, stores.apps()), stores.keys(), setUp, notifications,
                deliveries,
                stores.conversations(), ConsentWords.STANDARD, transactions, catalogue,
                new LastCallbacks(stores.lastCallbacks(), timing), timing);
        instances = new ProviderInstances(setUp, deliveries, stores.lanes(), transactions, catalogue, timing, ids,
                wake);
        decisions = new Decisions(deliveries, setUp, transactions, timing, ids, wake);
        templates = new Templates(stores.templates(), profiles, catalogue, timing, ids);
        cancellations = new Cancellations(notifications, deliveries, timing);
        stores.apps().add(app);
        UserProfile ann = Samples.profile(app.id());
        stores.profiles().merge(app.id(), Map.of(ann.user(), ann.properties()), Samples.NOW);
        instance = addInstance();
    }

    /** Providers can call us back. */
    static World withCallbacks() {
        return new World(true, List.of());
    }

    static World withoutCallbacks() {
        return new World(false, List.of());
    }

    /** These are installed instead of {@link #provider}. */
    static World of(ChannelProvider... installed) {
        return new World(true, List.of(installed));
    }

    /** One more enabled instance of the scripted provider. */
    ProviderInstance addInstance() {
        ProviderInstance added = Samples.instance(app.id());
        stores.providerInstances().add(added);
        return added;
    }

    /** Another process over the same stores. */
    Engine anotherEngine() {
        return new Engine(stores.deliveries(), stores.notifications(), stores.profiles(), stores.providerInstances(),
                stores.conversations(), ConsentWords.STANDARD, stores.lanes(), stores.idempotency(),
                stores.transactions(), catalogue, urls,
                new Timing(clock, timing.policies(), new Random(8), "node-2"), wakes::incrementAndGet);
    }

    /** Another intake of the same process. */
    Intake intake(Transactions transactions) {
        return new Intake(stores.notifications(), stores.deliveries(), stores.profiles(), stores.topics(),
                stores.categories(), stores.providerInstances(), stores.templates(), stores.idempotency(),
                transactions, catalogue, timing, ids, engine, task -> tasks.execute(task), wakes::incrementAndGet);
    }

    /** Changes the instance as an operator does. */
    void enable(ProviderInstance which, boolean enabled) {
        instances.change(app, which.channel(), which.id(), Drafts.enabled(enabled));
    }

    NotificationId accept(Request request) {
        return intake.accept(app, request).notification();
    }

    /** Accepts a request that makes one delivery. */
    DeliveryId send(Request request) {
        return of(accept(request)).getFirst().id();
    }

    DeliveryId sendToAnn() {
        return send(Requests.toAnn());
    }

    List<Delivery> of(NotificationId notification) {
        return stores.deliveries().ofNotification(notification, Optional.empty(), 100_000).items();
    }

    /** One step, whose tasks run at once. */
    void step() {
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
        engine.step(Runnable::run);
    }

    /** Claims what is due, and then the process dies: no task ever runs. */
    void stepAndCrash() {
        begun.clear();
        Executor nobody = task -> {};
        engine.step(nobody);
    }

    /** Steps as long as something wakes the engine, as its driver does. */
    void settle() {
        int before;
        int steps = 0;
        do {
            before = wakes.get();
            step();
            if (++steps > 10_000) {
                throw new AssertionError("the engine wakes itself for ever");
            }
        } while (wakes.get() != before);
    }

    /** Lets time pass, and whatever falls due meanwhile is done then. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        settle();
        for (Optional<Instant> next = nextDue(); next.filter(at -> !at.isAfter(end)).isPresent(); next = nextDue()) {
            clock.moveTo(next.get());
            settle();
        }
        clock.moveTo(end);
        settle();
    }

    /** When the engine has something to do next. */
    Optional<Instant> nextDue() {
        return engine.nextDue(clock.instant());
    }

    Delivery delivery(DeliveryId id) {
        return stores.deliveries().find(id).orElseThrow();
    }

    DeliveryState state(DeliveryId id) {
        return delivery(id).state();
    }

    String explanation(DeliveryId id) {
        return delivery(id).explanation().orElseThrow().code();
    }

    List<Event> events(DeliveryId id) {
        return stores.deliveries().timeline(id).stream().map(entry -> entry.event()).toList();
    }

    /** The service reports to the URL that it was given with the message. */
    Callbacks.Result report(DeliveryId id, int attempt, String reference, ReportedStatus status) {
        URI url = urls.ofAttempt(instance.id(), id, attempt).orElseThrow();
        return callbacks.ofInstance(instance.id(), callback(url, reference, status));
    }

    /** The service reports to the URL that the operator entered there. */
    Callbacks.Result report(String reference, ReportedStatus status) {
        URI url = urls.ofApp(app.key(), instance.provider()).orElseThrow();
        return callbacks.ofApp(app.key(), instance.provider(), callback(url, reference, status));
    }

    CallbackRequest callback(URI url, String reference, ReportedStatus status) {
        return ScriptedProvider.callback(url, instance.settings(), reference, status);
    }
}
