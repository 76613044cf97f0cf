package io.tidings.application.simulation;

import io.tidings.domain.provider.RateLimit;
import io.tidings.application.CallbackUrls;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.dispatch.Backoff;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that one seed makes: nodes over one set of stores, a service, those who ask and those who operate. */
final class SimulatedWorld {

    private static final SecretDigest SECRET = SecretDigest.of(Samples.API_SECRET);

    /** Something within a call within a call is deep enough. */
    private static final int DEEPEST = 4;

    /** Of a hundred answers, after so many the node that heard them is stopped. */
    private static final int STOPS = 4;

    private static final Duration LONGEST_STOP = Duration.ofMinutes(3);

    /** Of a thousand times that a node turns to the stores, so often others come before it. */
    private static final int OVERTAKEN = 15;

    /** How long a node may be overtaken between two steps of its own. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(1);

    private final Chance chance;
    private final Plant plant;
    private final SimulatedTime time = new SimulatedTime();
    private final Trace trace;
    private final IdSource ids = new CountingIds();
    private final Stores stores = new InMemoryStores();
    private final Policies policies;
    private final CallbackUrls urls;
    private final App app;
    private final ProviderInstance otherTenant;
    private final boolean unhelpful;
    private final Service service;
    private final WatchedDeliveries deliveries;
    private final RequestLaws laws = new RequestLaws(this);
    private final RateLaws rates = new RateLaws(this);
    private final Postman postman = new Postman(this);
    private final SimulatedNodes nodes;
    private final Operator operator;
    private final Callers callers;
    private final Support support = new Support(this);
    private final Scheduler scheduler;
    private boolean calm = true;
    private boolean storesOut;
    private boolean undisturbed;

    SimulatedWorld(long seed, Plant plant, boolean traced) {
        this.chance = new Chance(seed);
        this.plant = plant;
        this.trace = new Trace(traced, time::now);
        boolean callbacks = chance.percent(60);
        this.policies = policies(callbacks);
        this.urls = new CallbackUrls(callbacks ? Optional.of(URI.create("https://tidings.example")) : Optional.empty());
        this.unhelpful = chance.percent(50);
        this.nodes = new SimulatedNodes(this, chance.between(1, 3));
        // How far clocks are apart is taken from the window in which the list may lag.
        this.service = new Service(chance, time, policies.evidenceWindow().minus(nodes.apart()).minusSeconds(1));
        this.deliveries = new WatchedDeliveries(this, plant.deliveries(stores.deliveries()));
        this.app = app("simulated");
        this.otherTenant = new ProviderInstance(new ProviderInstanceId(ids.next()), app("other").id(),
                ScriptedProvider.ID, Samples.WHATSAPP, "other", service.open(0xEEEE), true, 0, 1, RateLimit.STANDARD, 0,
                Samples.NOW,
                Samples.NOW);
        stores.providerInstances().add(otherTenant);
        this.operator = new Operator(this);
        this.callers = new Callers(this);
        this.scheduler = new Scheduler(this);
    }

    /** Nothing may be gone when the laws are held to it. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** The standard, but that messages are asked for less often: that would take most of the time and show nothing. */
    private static Policies policies(boolean callbacks) {
        Policies it = Policies.standard(callbacks);
        var polls = new Backoff(it.polls().first(), 4, Duration.ofHours(24));
        return new Policies(it.budget(), it.lease(), it.retry(), it.hold(), it.questions(), it.evidenceWindow(), polls,
                it.pollUntil(), FOR_EVER, it.remembered(), callbacks);
    }

    private App app(String name) {
        var made = new App(new AppId(ids.next()), name, new ApiKey(name), SECRET, Optional.empty(), Samples.NOW);
        stores.apps().add(made);
        return made;
    }

    /** Lives through all that the seed has in store, comes to rest, and answers for the laws. */
    void live() {
        for (int many = chance.between(1, 2); many > 0; many--) {
            operator.add();
        }
        calm = false;
        for (int left = chance.between(40, 160); left > 0; left--) {
            scheduler.act();
        }
        new Settling(this).settle();
    }

    /** Lets others act while a call is on its way. */
    void meanwhile() {
        if (calm || time.depth() > DEEPEST) {
            return;
        }
        trace.in();
        if (chance.percent(15)) {
            time.pass(chance.upTo(policies.lease()));
        }
        for (int many = chance.between(0, 2); many > 0; many--) {
            scheduler.act();
        }
        trace.out();
    }

    /** Maybe lets others act before a node that turns to the stores and does not know of it. */
    void between() {
        if (calm || undisturbed || time.depth() > DEEPEST || !chance.perMille(OVERTAKEN)) {
            return;
        }
        trace.in();
        time.begins(LONGEST_STEP);
        for (int many = chance.between(1, 3); many > 0; many--) {
            scheduler.act();
        }
        time.ends();
        trace.out();
    }

    /** Does something in whose midst nobody else acts. */
    void undisturbed(Runnable work) {
        boolean before = undisturbed;
        undisturbed = true;
        work.run();
        undisturbed = before;
    }

    /**
     * Maybe stops a node that has just heard the provider's answer, for longer than its lease, as a machine that is
     * short of memory or moved to another host does. When it goes on, others may have done what it was about to do.
     */
    void maybeStop(SimulatedNode node) {
        if (calm || node.dead() || time.depth() > 0 || !chance.percent(STOPS)) {
            return;
        }
        trace.say("%s is stopped", node);
        node.stop();
        trace.in();
        Instant until = time.now().plus(policies.lease()).plus(chance.upTo(LONGEST_STOP));
        while (time.now().isBefore(until)) {
            time.pass(chance.upTo(policies.lease()));
            for (int many = chance.between(1, 4); many > 0; many--) {
                scheduler.act();
            }
        }
        trace.out();
        node.goOn();
        trace.say("%s goes on", node);
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
        storesOut = false;
        trace.say("-- all trouble ends");
    }

    boolean calm() {
        return calm;
    }

    boolean storesOut() {
        return storesOut;
    }

    void turnStoresOnOrOff() {
        storesOut = !storesOut;
        trace.say("the stores are %s", storesOut ? "out of reach" : "back");
    }

    /** Whether this world's service and operator may keep evidence from us. */
    boolean unhelpful() {
        return unhelpful;
    }

    boolean evidenceWasDenied() {
        return unhelpful && (operator.evidenceDenied() || service.denied());
    }

    ProviderInstance otherTenant() {
        return otherTenant;
    }

    List<String> traced() {
        return trace.lines();
    }

    Chance chance() {
        return chance;
    }

    Plant plant() {
        return plant;
    }

    SimulatedTime time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    IdSource ids() {
        return ids;
    }

    Stores stores() {
        return stores;
    }

    Policies policies() {
        return policies;
    }

    CallbackUrls urls() {
        return urls;
    }

    App app() {
        return app;
    }

    Service service() {
        return service;
    }

    WatchedDeliveries deliveries() {
        return deliveries;
    }

    RequestLaws laws() {
        return laws;
    }

    RateLaws rates() {
        return rates;
    }

    Postman postman() {
        return postman;
    }

    SimulatedNodes nodes() {
        return nodes;
    }

    Operator operator() {
        return operator;
    }

    Callers callers() {
        return callers;
    }

    Support support() {
        return support;
    }
}
