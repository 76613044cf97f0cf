package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.run.WorkerLoop;
import io.tidings.domain.provider.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether nodes that share a database keep a provider instance's rate together, neither above it nor below. */
@Command(name = "rate", mixinStandardHelpOptions = true,
        description = "PostgreSQL: messages a second of several nodes through one provider instance, beside its limit.")
public final class RateFigures implements Callable<Integer> {

    private static final double TOLERANCE = 0.05;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--nodes", defaultValue = "3", description = "(${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--limits", split = ",", defaultValue = "10,80,200", paramLabel = "PER SECOND",
            description = "(${DEFAULT-VALUE})")
    private List<Integer> limits;

    @Option(names = "--seconds", defaultValue = "30", description = "How long each is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Report report = options.report();
        try (Databases databases = options.postgres()) {
            for (int limit : limits) {
                List<Instant> sent = send(databases.create("limit" + limit), limit);
                long inTime = sent.size();
                report.add(
                        Figure.of("rate", nodes + " nodes, limit " + limit + "/s, over " + seconds + " s", "/s", limit,
                                (double) inTime / seconds, new Figure.Target.Within(TOLERANCE)));
                report.say("limit %d/s: the second with the most had %d", limit, most(sent));
            }
        }
        return report.print();
    }

    /** @return when each message was taken, in order, from when all nodes had begun */
    private List<Instant> send(Databases.Fresh database, int limit) throws InterruptedException {
        try (Node first = Node.first(database, new RateLimit(limit))) {
            new Stock(first, database).addDue(Stock.TEMPLATES * (1 + limit * (seconds + 5) / Stock.TEMPLATES));
            var all = new ArrayList<Node>(List.of(first));
            for (int i = 1; i < nodes; i++) {
                all.add(first.another(database));
            }
            List<WorkerLoop> loops = all.stream().map(Node::start).toList();
            Thread.sleep(WARM_UP);
            Instant from = Instant.now();
            Thread.sleep(Duration.ofSeconds(seconds)); // The time is what is measured: what the nodes send in it.
            for (WorkerLoop loop : loops) {
                loop.stop(Duration.ofSeconds(10));
            }
            List<Instant> sent = all.stream().flatMap(Node::sent)
                    .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(seconds))).sorted().toList();
            all.subList(1, nodes).forEach(Node::close);
            return sent;
        }
    }

    /** The most within any second. */
    private static int most(List<Instant> sent) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < sent.size(); i++) {
            while (!sent.get(first).plusSeconds(1).isAfter(sent.get(i))) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
