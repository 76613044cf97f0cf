package io.tidings.bootstrap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Measures. The program that does, and the engines that it compares with, are no part of a server: they lie in the
 * distribution's {@code bench}, which is on the class path for this command alone.
 */
@Command(name = "bench",
        description = "Measures what this machine makes of it, beside baselines.")
public final class BenchCommand implements Callable<Integer> {

    /** What the program calls itself among the tools of the class path. */
    public static final String TOOL = "tidings-bench";

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        ToolProvider bench = ToolProvider.findFirst(TOOL).orElseThrow(() -> new ParameterException(spec.commandLine(),
                "There is nothing to measure with: this distribution lacks its directory bench."));
        return bench.run(spec.commandLine().getOut(), spec.commandLine().getErr(), arguments.toArray(String[]::new));
    }
}
