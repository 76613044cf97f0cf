package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.peers.PeerFigures;
import io.tidings.bootstrap.cli.BenchCommand;
import io.tidings.bootstrap.figures.FairnessFigures;
import io.tidings.bootstrap.figures.GrowthFigures;
import io.tidings.bootstrap.figures.LogsFigures;
import io.tidings.bootstrap.figures.RateFigures;
import io.tidings.bootstrap.figures.SnapshotFigures;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Measures what the README promises, each figure beside its baseline in one run: machines differ, and differ from one
 * minute to the next. {@code bin/tidings bench accept}.
 */
@Command(name = "tidings bench", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = "Measures the packaged server as a process of its own, beside a simulated Twilio and a load that"
                + " are others, each scenario by turns with its baseline. Exits with 1 when a target is missed,"
                + " with 3 when something could not be measured.",
        subcommands = {FairnessFigures.class, GrowthFigures.class, SnapshotFigures.class, RateFigures.class,
            LogsFigures.class, PeerFigures.class})
public final class Bench implements ToolProvider, Callable<Integer> {

    private static final List<Scenario> ALL = List.of(new AcceptScenario(), new BulkScenario(),
            new CallbackScenario(),
            DrainScenario.atOnce(), DrainScenario.slowly(), new LivesScenario(), new EmptySendsScenario(),
            new IdleScenario(), new StoredScenario(), new MemoryScenario(), new StartScenario());

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    @Parameters(arity = "0..*", paramLabel = "SCENARIO", description = "Which, by name or number, in this order:"
            + " 1 accept, 2 bulk, 3 callbacks, 4 drain, 5 drain-slow, 6 lives,"
            + " 7 empty-sends, 8 idle, 9 stored, 10 memory, 11 start.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--rounds", defaultValue = "3",
            description = "How often value and baseline are measured, by turns (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--duration", paramLabel = "SECONDS", defaultValue = "5",
            description = "How long a round is where it is not a number of things (${DEFAULT-VALUE}).")
    private int duration;

    @Option(names = "--warm-up", paramLabel = "SECONDS", defaultValue = "15",
            description = "How long the server runs before anything counts; its baseline does for a third of that"
                    + " (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--latency", paramLabel = "TIME",
            description = "How long the provider takes to answer, as 100ms or 1s; else as the scenario says.")
    private Duration latency;

    @Option(names = "--recipients", description = "How many recipients a request has; else as the scenario says.")
    private Integer recipients;

    @Option(names = "--backlog", defaultValue = "100000",
            description = "How many deliveries are drained, after as many to warm up with (${DEFAULT-VALUE}).")
    private int backlog;

    @Option(names = "--stored", defaultValue = "2000000",
            description = "How many deliveries are many, a multiple of 1000 (${DEFAULT-VALUE}).")
    private int stored;

    @Option(names = "--life", paramLabel = "SECONDS", defaultValue = "600",
            description = "How long memory is looked at (${DEFAULT-VALUE}).")
    private int life;

    @Override
    public String name() {
        return BenchCommand.TOOL;
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            err.println("This Java cannot look into the server while it runs. Let JAVA_HOME name a JDK, where this is"
                    + " a JRE.");
            return CommandLine.ExitCode.USAGE;
        }
        return new CommandLine(this).setOut(out).setErr(err).registerConverter(Duration.class, Bench::duration)
                .setExecutionExceptionHandler((failure, line, result) -> {
                    line.getErr().println("The bench failed: " + Report.inWords(failure));
                    return Report.FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Scenario> chosen = all ? ALL : names.stream().map(this::scenario).toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say what to measure: --all, or the names of scenarios.");
        }
        Report report = options.report();
        if (latency != null || recipients != null) {
            report.askWhatIf();
        }
        try (Databases databases = options.databases()) {
            Run run = run(databases, report);
            for (Scenario scenario : chosen) {
                report.say("%s", scenario.name());
                measure(scenario, run);
            }
        }
        return report.print();
    }

    private static void measure(Scenario scenario, Run run) {
        try {
            scenario.measure(run);
        } catch (Exception | AssertionError e) {
            run.report().failed(scenario.name(), e);
        }
    }

    private Run run(Databases databases, Report report) {
        try {
            return new Run(options, databases, report, rounds, Duration.ofSeconds(duration), Duration.ofSeconds(warmUp),
                    Optional.ofNullable(latency), Optional.ofNullable(recipients), backlog,
                    stored, Duration.ofSeconds(life));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Scenario scenario(String name) {
        return IntStream.range(0, ALL.size())
                .filter(i -> ALL.get(i).name().equals(name) || String.valueOf(i + 1).equals(name))
                .mapToObj(ALL::get).findFirst().orElseThrow(() -> new ParameterException(spec.commandLine(),
                        "There is no scenario " + name + ". There are: "
                                + String.join(", ", ALL.stream().map(Scenario::name).toList())));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + (text.endsWith("ms")
                    ? Double.parseDouble(text.substring(0, text.length() - 2)) / 1_000 + "s"
                    : text));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time such as 100ms or 1s");
        }
    }
}
