package io.tidings.bootstrap.figures;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures what the README promises, each figure beside its baseline in one run: machines differ, and differ from one
 * minute to the next. {@code mvn -q -Pfigures -Dfigures.arguments="fairness"} runs one of the commands.
 */
@Command(name = "figures", mixinStandardHelpOptions = true,
        description = "Measures. Exits with 1 when a target is missed.", subcommands = {
            FairnessFigures.class, GrowthFigures.class, SnapshotFigures.class, RateFigures.class,
            LogsFigure.class})
public final class Figures implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Figures()).execute(arguments));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "Say what to measure: fairness, growth, snapshot, rate or logs.");
    }
}
