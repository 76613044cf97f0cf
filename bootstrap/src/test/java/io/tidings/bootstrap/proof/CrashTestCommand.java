package io.tidings.bootstrap.proof;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mvn -q -Pcrashtest}: the crash test for everybody. Ends with 0 when all laws held, with 1 when not. */
@Command(name = "crashtest", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = "Kills packaged nodes under load, takes their database away and gives it back, while a"
                + " simulated Twilio has faults of its own; then counts what was lost and what was doubled.")
public final class CrashTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--database", defaultValue = "sqlite", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Plan.Kind database;

    @Option(names = "--nodes", defaultValue = "1",
            description = "How many nodes; more than one on PostgreSQL only (${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--kills", defaultValue = "50",
            description = "How often a node is killed with SIGKILL (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--outages", defaultValue = "0",
            description = "How often PostgreSQL is stopped for a while (${DEFAULT-VALUE}).")
    private int outages;

    @Option(names = "--full-disks", defaultValue = "0",
            description = "How often the disk under SQLite is filled for a while; on Linux (${DEFAULT-VALUE}).")
    private int fullDisks;

    @Option(names = "--deliveries", defaultValue = "20000",
            description = "How many deliveries at least (${DEFAULT-VALUE}).")
    private int deliveries;

    @Option(names = "--rate", defaultValue = "100",
            description = "How many of them are asked for in a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seed", description = "Chooses what happens when; without it another one each time.")
    private Long seed;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "1200",
            description = "How long to wait in the end until each delivery has come to its end (${DEFAULT-VALUE}).")
    private long patience;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashTestCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<CrashTest.Result> result = new CrashTest(plan(), Files.createTempDirectory("tidings-crashtest-"),
                line -> {
                    out.println(line);
                    out.flush();
                }).run();
        result.ifPresent(it -> {
            it.table().forEach(out::println);
            out.println(it.passed() ? "All laws held." : "NOT ALL LAWS HELD; the lines above say which.");
            out.flush();
        });
        return result.filter(it -> !it.passed()).isPresent() ? 1 : 0;
    }

    private Plan plan() {
        try {
            long chosen = seed == null ? RandomGenerator.getDefault().nextInt(1, 1_000_000) : seed;
            return new Plan(database, nodes, kills, outages, fullDisks, deliveries, rate, chosen,
                    Duration.ofSeconds(patience));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
