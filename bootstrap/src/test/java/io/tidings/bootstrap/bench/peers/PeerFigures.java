package io.tidings.bootstrap.bench.peers;

import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.bench.EmptySends;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How fast engines for jobs get through jobs that cost nothing, each as its authors recommend it for throughput, and
 * Tidings through sends that cost nothing. They do not do the same: a job is a row that is deleted or marked.
 */
@Command(name = "peers", mixinStandardHelpOptions = true,
        description = "PostgreSQL: empty sends of Tidings, each with its timeline, its attempt and its statistics,"
                + " beside empty jobs of other engines. Those for Node come through npm, or are left out.")
public final class PeerFigures implements Callable<Integer> {

    private static final String NAME = "peers";
    private static final String UNIT = "/s";
    private static final String TIDINGS = "empty sends, each with timeline, attempt and statistics, a second";
    private static final String ROW = "plain rows, one a commit, a second";
    private static final String ROWS = "plain rows, 128 a commit, a second";

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--jobs", defaultValue = "20000", description = "How many a round has (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--rounds", defaultValue = "3",
            description = "How often each is measured, by turns (${DEFAULT-VALUE}).")
    private int count;

    @Override
    public Integer call() throws Exception {
        Report report = options.report();
        try (Databases postgres = options.postgres(); var rounds = new Rounds()) {
            rounds.add(ROW, new PlainRows(postgres.create("plain_1"), 1));
            rounds.add(ROWS, new PlainRows(postgres.create("plain_128"), 128));
            rounds.add("db-scheduler", new DbScheduler(postgres.create("db_scheduler").url()));
            rounds.add("JobRunr", new JobRunr(postgres.create("jobrunr").url()));
            node("pg-boss", "12.38.0", postgres, rounds, report);
            node("graphile-worker", "0.18.0", postgres, rounds, report);
            rounds.add(TIDINGS, new EmptySends(postgres.create("empty_sends")));
            rounds.run(count, jobs, report);
            tell(rounds, report);
        }
        return report.print();
    }

    private static void node(String name, String version, Databases postgres, Rounds rounds, Report report) {
        try {
            rounds.add(name, NodePeer.start(name, version, postgres.create(name.replace('-', '_'))));
        } catch (NodePeer.Missing e) {
            report.say("%s is left out, for want of Node, npm or the package: %s", name, e.getMessage());
        }
    }

    private static void tell(Rounds rounds, Report report) {
        List<String> alone = List.of(ROW, ROWS, TIDINGS);
        alone.forEach(name -> report.add(Figure.told(NAME, name, UNIT, rounds.pace(name))));
        rounds.names().stream().filter(name -> !alone.contains(name)).forEach(peer -> report.add(Figure.beside(NAME,
                "the same, beside jobs of " + peer, UNIT, rounds.pace(peer), rounds.pace(TIDINGS))));
    }
}
