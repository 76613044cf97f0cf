package io.tidings.bootstrap.proof;

import io.tidings.bootstrap.testing.Backend;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Packaged nodes under load are killed, their database is taken from them and given back, while a simulated provider
 * has faults of its own. Afterwards what they say became of everything is held against what the provider knows.
 */
final class CrashTest {

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration STEP = Duration.ofMillis(20);

    /** So much that what piled up during a disturbance is soon sent. */
    private static final Map<String, Integer> PACE = Map.of("concurrency", 64, "messagesPerSecond", 1_000);

    private static final String DISK = "512m";
    private static final int MOST_STORIES = 20;

    private final Plan plan;
    private final Path directory;
    private final Consumer<String> out;
    private final long started = System.nanoTime();

    /**
     * @param directory gets the data and the nodes' logs
     * @param out       is told what happens, line by line
     */
    CrashTest(Plan plan, Path directory, Consumer<String> out) {
        this.plan = plan;
        this.directory = directory;
        this.out = out;
    }

    /** What came of it. */
    record Result(Laws laws, List<String> complaints, List<String> table) {

        boolean passed() {
            return laws.hold() && complaints.isEmpty();
        }
    }

    /** @return empty where this machine cannot do what is planned */
    Optional<Result> run() throws InterruptedException {
        say("seed " + plan.seed() + ", data and logs in " + directory);
        var simulator = SimulatorSettings.DEFAULT.withPace(LATENCY, STEP);
        try (Store store = store();
                var provider = new TwilioSimulator(simulator, InstantSource.system())) {
            if (!Disturbances.possible(plan, store)) {
                say("skipped: filling a disk takes Linux, and the right to mount one in a namespace of one's own");
                return Optional.empty();
            }
            Result result;
            try (var cluster = new Cluster(directory, store, plan.nodes(), provider.url())) {
                say(plan.nodes() + (plan.nodes() == 1 ? " node is" : " nodes are") + " ready");
                result = run(store, cluster, provider);
            }
            return Optional.of(new Result(result.laws(), concat(result.complaints(), store.corruption()),
                    result.table()));
        }
    }

    private Result run(Store store, Cluster cluster, TwilioSimulator provider) throws InterruptedException {
        Backend backend = cluster.backend().setUp(PACE);
        var load = new Load(backend, plan);
        var disturbances = new Disturbances(plan, store, cluster, load, this::say);
        disturbances.run();
        load.finish();
        say(load.acceptedDeliveries() + " deliveries are accepted; nothing goes wrong any more");
        var settling = new Settling(backend);
        List<Fate> fates = settling.settle(load.accepted(), plan.patience(), this::say);
        Laws laws = Laws.check(load.accepted(), fates, provider);
        laws.all().stream().limit(MOST_STORIES).forEach(violation -> {
            out.accept("VIOLATION: " + violation);
            violation.delivery().ifPresent(fate -> out.accept(settling.story(fate).toPrettyString()));
        });
        var complaints = new ArrayList<>(load.complaints());
        complaints.addAll(disturbances.complaints());
        complaints.forEach(complaint -> out.accept("VIOLATION: " + complaint));
        return new Result(laws, complaints, table(load, disturbances, fates, settling.interrupted(fates), laws,
                provider));
    }

    private List<String> table(Load load, Disturbances disturbances, List<Fate> fates, int interrupted, Laws laws,
            TwilioSimulator provider) {
        var lines = new ArrayList<String>();
        lines.add(row("database", plan.database() + ", " + plan.nodes() + (plan.nodes() == 1 ? " node" : " nodes")));
        lines.add(row("kills", disturbances.kills()));
        if (plan.outages() + plan.fullDisks() > 0) {
            lines.add(row("outages, full disks", plan.outages() + ", " + plan.fullDisks() + "; healed within "
                    + disturbances.longestHealing().toMillis() + " ms"));
        }
        lines.add(row("deliveries accepted", load.acceptedDeliveries()));
        lines.add(row("requests unanswered, 503", load.unanswered() + ", " + load.unavailable()
                + "; the slowest 503 took " + load.slowestRefusal().toMillis() + " ms"));
        new TreeMap<>(fates.stream().collect(Collectors.groupingBy(Fate::state, Collectors.counting())))
                .forEach((state, count) -> lines.add(row(state, count)));
        lines.add(row("cut off while sending", interrupted));
        lines.add(row("messages at the provider", provider.messages().size()));
        lines.add(row("lost", laws.lost().size()));
        lines.add(row("doubled", laws.doubled().size()));
        lines.add(row("in a wrong state", laws.wrong().size()));
        lines.add(row("seconds", Duration.ofNanos(System.nanoTime() - started).toSeconds()));
        return lines;
    }

    private static String row(String what, Object value) {
        return "  %-26s%s".formatted(what, value);
    }

    private Store store() {
        try {
            Path data = Files.createDirectories(directory.resolve("data"));
            return switch (plan.database()) {
                case sqlite -> new SqliteStore(data,
                        plan.fullDisks() == 0 ? Optional.empty() : SmallDisk.mount(data, DISK));
                case postgresql -> new PostgresStore(data);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> concat(List<String> complaints, Optional<String> corruption) {
        var all = new ArrayList<>(complaints);
        corruption.ifPresent(it -> all.add("The database is corrupt: " + it));
        return all;
    }

    private void say(String what) {
        out.accept("%6.1f s  %s".formatted((System.nanoTime() - started) / 1e9, what));
    }
}
