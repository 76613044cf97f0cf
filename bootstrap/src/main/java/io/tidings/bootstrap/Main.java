package io.tidings.bootstrap;

import io.tidings.bootstrap.cli.AppCommand;
import io.tidings.bootstrap.cli.BenchCommand;
import io.tidings.bootstrap.cli.DemoCommand;
import io.tidings.bootstrap.cli.KeysCommand;
import io.tidings.bootstrap.cli.ServeCommand;
import io.tidings.bootstrap.cli.SimulatorCommand;
import io.tidings.bootstrap.cli.Version;
import io.tidings.bootstrap.settings.InvalidSettings;
import io.tidings.persistence.Persistence.CannotOpen;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "tidings", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Delivers notifications to people and knows what became of each one.", subcommands = {
            ServeCommand.class, DemoCommand.class, AppCommand.class, KeysCommand.class,
            SimulatorCommand.class, BenchCommand.class, Version.class})
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command. @return the exit code: 0 done, 1 failed, 2 called wrongly or set up wrongly */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    if (failure instanceof InvalidSettings invalid) {
                        line.getErr().println("Tidings cannot start with these settings:");
                        invalid.problems().forEach(problem -> line.getErr().println("  " + problem));
                        return CommandLine.ExitCode.USAGE;
                    }
                    if (failure instanceof CannotOpen) {
                        line.getErr().println(failure.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    line.getErr().println("Tidings failed: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "Say what to do: serve, demo, app, keys, simulator, bench or version.");
    }
}
