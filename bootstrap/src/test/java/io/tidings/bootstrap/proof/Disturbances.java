package io.tidings.bootstrap.proof;

import io.tidings.bootstrap.proof.Plan.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What goes wrong under the load, in an order and at moments that the seed chooses. */
final class Disturbances {

    /** So soon after what it lacked is back everything works, and nobody has done anything for it. */
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(5);

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
    private static final int LONGEST_CALM_MILLIS = 2_500;

    /** So soon after its launch a node is mostly still starting. */
    private static final int LONGEST_START_MILLIS = 1_500;

    private enum Disturbance {
        KILL, OUTAGE, FULL_DISK
    }

    private final Plan plan;
    private final Store store;
    private final Cluster cluster;
    private final Load load;
    private final Consumer<String> say;
    private final Random random;
    private final List<String> complaints = new ArrayList<>();
    private int kills;
    private Duration longestHealing = Duration.ZERO;

    Disturbances(Plan plan, Store store, Cluster cluster, Load load, Consumer<String> say) {
        this.plan = plan;
        this.store = store;
        this.cluster = cluster;
        this.load = load;
        this.say = say;
        this.random = new Random(plan.seed());
    }

    int kills() {
        return kills;
    }

    Duration longestHealing() {
        return longestHealing;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void run() throws InterruptedException {
        List<Disturbance> order = order();
        int done = 0;
        for (Disturbance next : order) {
            load.expect((int) ((long) plan.deliveries() * ++done / order.size()));
            letPass(LONGEST_CALM_MILLIS);
            switch (next) {
                case KILL -> kill();
                case OUTAGE -> outage((PostgresStore) store);
                case FULL_DISK -> ((SqliteStore) store).disk().ifPresent(this::fullDisk);
            }
        }
    }

    /** The moment at which something goes wrong must depend on nothing but chance: so nothing is waited for here. */
    private void letPass(int atMostMillis) throws InterruptedException {
        Thread.sleep(random.nextInt(atMostMillis));
    }

    private List<Disturbance> order() {
        var order = new ArrayList<Disturbance>();
        order.addAll(Collections.nCopies(plan.kills(), Disturbance.KILL));
        order.addAll(Collections.nCopies(plan.outages(), Disturbance.OUTAGE));
        order.addAll(Collections.nCopies(plan.fullDisks(), Disturbance.FULL_DISK));
        Collections.shuffle(order, random);
        return order;
    }

    /** Mostly one node, sometimes all at once, sometimes again while it starts. */
    private void kill() throws InterruptedException {
        if (kills >= plan.kills()) {
            return;
        }
        boolean all = cluster.size() <= plan.kills() - kills && random.nextInt(8) == 0;
        List<Integer> victims = all
                ? IntStream.range(0, cluster.size()).boxed().toList()
                : List.of(random.nextInt(cluster.size()));
        victims.forEach(cluster::kill);
        kills += victims.size();
        say.accept("killed node " + victims + ", kill " + kills + " of " + plan.kills());
        victims.forEach(cluster::launch);
        if (kills < plan.kills() && random.nextInt(6) == 0) {
            letPass(LONGEST_START_MILLIS);
            cluster.kill(victims.getFirst());
            kills++;
            say.accept("killed node " + victims.getFirst() + " while it started, kill " + kills);
            cluster.launch(victims.getFirst());
        }
        victims.forEach(cluster::awaitReady);
    }

    private void outage(PostgresStore postgres) throws InterruptedException {
        Duration usual = untilAllIsWell("before PostgreSQL was stopped");
        int before = load.unavailable();
        postgres.crash();
        say.accept("stopped PostgreSQL");
        await("Callers were not told of an outage of PostgreSQL", NOTICED_WITHIN, () -> load.unavailable() > before);
        letPass(LONGEST_CALM_MILLIS);
        postgres.start();
        heal("PostgreSQL is back", usual);
    }

    private void fullDisk(SmallDisk disk) {
        Duration usual = untilAllIsWell("before the disk was filled");
        int before = load.unavailable();
        disk.fill();
        say.accept("filled the disk");
        await("Callers were not told of a full disk", NOTICED_WITHIN, () -> load.unavailable() > before);
        disk.free();
        heal("the disk has space again", usual);
    }

    /** @param usual how long the same takes when nothing is wrong: more than nothing on a machine with much to do */
    private void heal(String what, Duration usual) {
        Duration took = untilAllIsWell("after " + what);
        say.accept(what + "; all well after " + took.toMillis() + " ms, usual are " + usual.toMillis() + " ms");
        if (took.compareTo(HEALED_WITHIN.plus(usual.multipliedBy(4))) > 0) {
            complaints.add("It took " + took + " until all was well after " + what + ", usual are " + usual);
        }
        longestHealing = took.compareTo(longestHealing) > 0 ? took : longestHealing;
    }

    /** @return how long it takes until each node says that it can work and a request is accepted */
    private Duration untilAllIsWell(String when) {
        long since = System.nanoTime();
        int before = load.acceptedDeliveries();
        await("Nothing works " + when, NOTICED_WITHIN,
                () -> cluster.allReady() && load.acceptedDeliveries() > before);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void await(String otherwise, Duration atMost, BooleanSupplier condition) {
        try {
            Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            complaints.add(otherwise);
        }
    }

    /** Whether this machine can do what is planned. */
    static boolean possible(Plan plan, Store store) {
        return plan.fullDisks() == 0 || plan.database() == Kind.sqlite && store instanceof SqliteStore sqlite
                && sqlite.disk().isPresent();
    }
}
