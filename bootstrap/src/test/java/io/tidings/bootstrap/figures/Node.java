package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Databases;
import com.fasterxml.uuid.Generators;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Callbacks;
import io.tidings.application.LastCallbacks;
import io.tidings.application.Deliveries;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.Timing;
import io.tidings.bootstrap.run.Alarm;
import io.tidings.bootstrap.run.WorkerLoop;
import io.tidings.domain.app.App;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * What a process of Tidings is without HTTP: the intake and the engine over a database, with one app and a provider
 * that takes every message at once. So what is measured is the database's work and ours, not a provider's.
 */
final class Node implements AutoCloseable {

    private static final Secret MASTER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    /** So that many sends are under way at once, as with a real provider. */
    private static final int CONCURRENCY = 100;

    final Persistence stores;
    final Intake intake;
    final Deliveries deliveries;
    final App app;
    final ProviderInstance instance;

    private final Callbacks callbacks;
    private final CallbackUrls urls = new CallbackUrls(Optional.of(URI.create("http://localhost")));

    private final Queue<Instant> sent = new ConcurrentLinkedQueue<>();

    /** A permit for each message that was taken. */
    private final Semaphore taken = new Semaphore(0);

    private final Engine engine;
    private final Alarm alarm = new Alarm();

    private Node(Persistence stores, App app, ProviderInstance instance) {
        this.stores = stores;
        this.app = app;
        this.instance = instance;
        var provider = new ScriptedProvider().answering(request -> {
            sent.add(Instant.now());
            taken.release();
            return new SendOutcome.Accepted("SM" + request.key());
        });
        var ids = Generators.timeBasedEpochGenerator();
        var catalogue = new ProviderCatalogue(List.of(provider));
        var timing = new Timing(InstantSource.system(), Policies.standard(true), new SecureRandom(),
                ids.generate().toString());
        this.engine = new Engine(stores.deliveries(), stores.notifications(), stores.profiles(),
                stores.providerInstances(), stores.conversations(), ConsentWords.STANDARD, stores.lanes(),
                stores.idempotency(), stores.transactions(), catalogue, new CallbackUrls(Optional.empty()), timing,
                alarm);
        this.intake = new Intake(stores.notifications(), stores.deliveries(), stores.profiles(),
                stores.topics(), stores.categories(), stores.providerInstances(), stores.templates(),
                stores.idempotency(), stores.transactions(), catalogue, timing,
                ids::generate, engine, Thread::startVirtualThread, alarm);
        this.callbacks = new Callbacks(stores.apps(), stores.keys(), stores.providerInstances(),
                stores.notifications(), stores.deliveries(), stores.conversations(), ConsentWords.STANDARD,
                stores.transactions(), catalogue, new LastCallbacks(stores.lastCallbacks(), timing), timing);
        this.deliveries = new Deliveries(stores.notifications(), stores.deliveries());
        stores.onWork(alarm);
    }

    /** The first on a new database: makes the app, its users and its provider instance. */
    static Node first(Databases.Fresh database, RateLimit rate) {
        Persistence stores = open(database);
        App app = Samples.app();
        ProviderInstance standard = Samples.instance(app.id());
        var instance = new ProviderInstance(standard.id(), app.id(), standard.provider(), standard.channel(),
                standard.name(), standard.settings(), true, 0, CONCURRENCY, rate, 0, standard.createdAt(),
                standard.updatedAt());
        stores.transactions().run(() -> {
            stores.apps().add(app);
            stores.providerInstances().add(instance);
            stores.profiles().merge(app.id(), users(), Instant.now());
        });
        return new Node(stores, app, instance);
    }

    /** Another process on the same database. */
    Node another(Databases.Fresh database) {
        return new Node(open(database), app, instance);
    }

    private static Persistence open(Databases.Fresh database) {
        return Persistence.open(
                new PersistenceSettings(database.directory(), Optional.of(database.url()), Optional.of(MASTER_KEY)),
                InstantSource.system(), new SecureRandom());
    }

    private static Map<UserId, JsonObject> users() {
        var users = new HashMap<UserId, JsonObject>();
        for (int i = 0; i < Stock.TEMPLATES; i++) {
            users.put(Stock.user(i), JsonObject.of(Map.of("phoneNumber", "+4477009" + (10_000 + i))));
        }
        return users;
    }

    /** Lets the engine run until that many more messages were taken. @return how long that took */
    Duration send(int messages) throws InterruptedException {
        taken.drainPermits();
        var loop = new WorkerLoop(engine, alarm, InstantSource.system());
        long start = System.nanoTime();
        loop.start();
        taken.acquire(messages);
        long nanos = System.nanoTime() - start;
        loop.stop(Duration.ofSeconds(30));
        return Duration.ofNanos(nanos);
    }

    /** How many requests for messages have reached the provider. */
    int requests() {
        return sent.size();
    }

    /** The provider reports. */
    Callbacks.Result report(Delivery delivery, ReportedStatus status) {
        URI url = urls.ofAttempt(instance.id(), delivery.id(), 1).orElseThrow();
        return callbacks.ofInstance(instance.id(), ScriptedProvider.callback(url, instance.settings(),
                delivery.reference().orElseThrow(), status));
    }

    /** When each message was taken. */
    Stream<Instant> sent() {
        return sent.stream();
    }

    /** Starts the engine; whoever does stops it. */
    WorkerLoop start() {
        var loop = new WorkerLoop(engine, alarm, InstantSource.system());
        loop.start();
        return loop;
    }

    @Override
    public void close() {
        stores.close();
    }
}
