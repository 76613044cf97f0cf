package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Statistics;
import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.domain.provider.RateLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * While any transaction holds an old snapshot (a backup, a report, a forgotten session), PostgreSQL keeps every row
 * and index entry that has died since. A queue that looks for its next row from the beginning passes all of them, each
 * time.
 *
 * <p>Two databases of one server: a snapshot holds up the cleaning of its own only.
 */
@Command(name = "snapshot", mixinStandardHelpOptions = true,
        description = "PostgreSQL: how fast a backlog is sent while another session holds an old snapshot.")
public final class SnapshotFigures implements Callable<Integer> {

    private static final double SLOWEST = 0.8;

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--rows", defaultValue = "500000", description = "The backlog, in thousands (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--claims", defaultValue = "200000",
            description = "How many are sent of each backlog (${DEFAULT-VALUE}).")
    private int claims;

    @Option(names = "--window", defaultValue = "10000",
            description = "How many between two measurements (${DEFAULT-VALUE}).")
    private int window;

    @Override
    public Integer call() throws Exception {
        Report report = options.report();
        try (Databases databases = options.postgres()) {
            Databases.Fresh free = databases.create("free");
            Databases.Fresh held = databases.create("held");
            try (Node freely = filled(free, report);
                    Node holding = filled(held, report);
                    Connection snapshot = held.connect()) {
                hold(snapshot);
                measure(freely, holding, report);
                snapshot.rollback();
            }
        }
        return report.print();
    }

    private Node filled(Databases.Fresh database, Report report) {
        Node node = Node.first(database, new RateLimit(RateLimit.MAX));
        new Stock(node, database).addDue(rows);
        report.say("%,d deliveries are due", rows);
        return node;
    }

    private static void hold(Connection snapshot) throws SQLException {
        snapshot.setAutoCommit(false);
        snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = snapshot.createStatement()) {
            statement.execute("SELECT count(*) FROM app");
        }
    }

    private void measure(Node freely, Node holding, Report report) throws InterruptedException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        rate(freely);
        rate(holding);
        for (int sent = 2 * window; sent <= claims; sent += window) {
            without.add(rate(freely));
            with.add(rate(holding));
            report.say("after %,9d sent: %,6.0f a second without, %,6.0f with an old snapshot", sent,
                    without.getLast(), with.getLast());
        }
        int last = Math.max(1, with.size() / 4);
        report.add(Figure.of("snapshot",
                "sent a second of a backlog of " + rows + ", in the end, under an old snapshot", "/s",
                Statistics.median(tail(without, last)), Statistics.median(tail(with, last)),
                new Figure.Target.AtLeastTimes(SLOWEST)));
        report.add(Figure.of("snapshot", "the same, beside how fast it was in the beginning", "/s",
                Statistics.median(with.subList(0, last)), Statistics.median(tail(with, last)),
                new Figure.Target.AtLeastTimes(SLOWEST)));
    }

    private double rate(Node node) throws InterruptedException {
        return window / (node.send(window).toNanos() / 1e9);
    }

    private static List<Double> tail(List<Double> samples, int count) {
        return samples.subList(samples.size() - count, samples.size());
    }
}
