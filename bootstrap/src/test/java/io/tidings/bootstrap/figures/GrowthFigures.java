package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Statistics;
import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.application.Intake;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.RateLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether work costs the same however much is stored. */
@Command(name = "growth", mixinStandardHelpOptions = true,
        description = "Intake, sending, timelines and retention with much stored beside the same with little.")
public final class GrowthFigures implements Callable<Integer> {

    private static final double SLOWEST = 1.25;
    private static final int LITTLE = 10_000;
    private static final int BATCH = 500;
    private static final int REMOVED = 100;
    private static final int CALLERS = 16;

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--rows", defaultValue = "2000000",
            description = "How many deliveries are much, a multiple of 1000 (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--rounds", defaultValue = "15",
            description = "How often each thing is measured, by turns (${DEFAULT-VALUE}).")
    private int rounds;

    private final Random random = new Random(1);

    /** A database with its history, and what one unit of each kind of work took in each round, in milliseconds. */
    private record Filled(Node node, int copies, List<DeliveryId> templates, List<Double> intake, List<Double> sends,
            List<Double> reads, List<Double> removals) {}

    @Override
    public Integer call() throws Exception {
        Report report = options.report();
        try (Databases databases = options.databases()) {
            Databases.Fresh little = databases.create("little");
            Databases.Fresh much = databases.create("much");
            try (Node small = Node.first(little, new RateLimit(RateLimit.MAX));
                    Node large = Node.first(much, new RateLimit(RateLimit.MAX))) {
                Filled few = filled(small, little, LITTLE, report);
                Filled many = filled(large, much, rows, report);
                for (int round = 0; round <= rounds; round++) {
                    measure(few, round > 0);
                    measure(many, round > 0);
                }
                add(report, "intake of a request", few.intake(), many.intake());
                add(report, "claiming and recording a delivery", few.sends(), many.sends());
                add(report, "reading a delivery with its timeline", few.reads(), many.reads());
                add(report, "removing a batch of " + REMOVED + " old deliveries", few.removals(), many.removals());
            }
        }
        return report.print();
    }

    private static Filled filled(Node node, Databases.Fresh database, int rows, Report report) {
        long start = System.nanoTime();
        List<DeliveryId> templates = new Stock(node, database).addEnded(rows);
        report.say("%,d ended deliveries were stored in %,d s", rows, (System.nanoTime() - start) / 1_000_000_000);
        return new Filled(node, rows / Stock.TEMPLATES, templates, new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>(), new ArrayList<>());
    }

    private void add(Report report, String what, List<Double> few, List<Double> many) {
        report.add(Figure.of("growth", what + ", " + rows + " stored beside " + LITTLE, "ms", Statistics.median(few),
                Statistics.median(many), new Figure.Target.AtMostTimes(SLOWEST)));
    }

    private void measure(Filled it, boolean counts) throws Exception {
        double intake = timed(() -> takeIn(it.node()));
        double sends = it.node().send(BATCH).toNanos() / 1e6;
        double reads = timed(() -> read(it));
        double removal = timed(() -> it.node().stores.deliveries().removeEnded(Instant.now(), REMOVED));
        if (counts) {
            it.intake().add(intake / BATCH);
            it.sends().add(sends / BATCH);
            it.reads().add(reads / BATCH);
            it.removals().add(removal);
        }
    }

    private static double timed(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    /** Many callers at once, as a server has them. */
    private static Void takeIn(Node node) throws Exception {
        try (var callers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            var ends = new ArrayList<java.util.concurrent.Future<?>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                ends.add(callers.submit(() -> {
                    for (int i = first; i < BATCH; i += CALLERS) {
                        node.intake.accept(node.app, request(i));
                    }
                }));
            }
            for (var end : ends) {
                end.get();
            }
        }
        return null;
    }

    private static Intake.Request request(int user) {
        return new Intake.Request(Content.of("Your parcel has arrived."), Optional.empty(), Optional.empty(),
                Optional.empty(), JsonObject.EMPTY, JsonObject.EMPTY,
                List.of(new Intake.Recipient(Stock.user(user), Optional.empty())), List.of(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Anywhere in the history but at its oldest end, where rows are removed. */
    private Void read(Filled it) {
        for (int i = 0; i < BATCH; i++) {
            int copy = it.copies() / 2 + random.nextInt(it.copies() / 2);
            DeliveryId id = Copies.of(it.templates().get(random.nextInt(it.templates().size())), copy);
            if (it.node().deliveries.story(it.node().app, id).timeline().size() < 4) {
                throw new IllegalStateException("the timeline of " + id + " is too short");
            }
        }
        return null;
    }
}
