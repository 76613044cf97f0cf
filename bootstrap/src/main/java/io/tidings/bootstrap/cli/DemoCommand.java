package io.tidings.bootstrap.cli;

import io.tidings.bootstrap.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job with no account and no set-up. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Runs Tidings with a simulated Twilio, sends three notifications and shows what becomes of them.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--once", description = "Ends when all three have ended, with 0 when they ended as they should.")
    private boolean once;

    /** So that what the JVM notes of this run for later ones is what it does under load. */
    @Option(names = "--rehearse", hidden = true, paramLabel = "MESSAGES", defaultValue = "0",
            description = "Sends so many other messages first.")
    private int rehearsed;

    @Override
    public Integer call() throws Exception {
        Demo demo = Demo.start(spec.commandLine().getOut());
        boolean asExpected;
        try {
            demo.rehearse(rehearsed);
            asExpected = demo.sendAndFollow();
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
        if (once) {
            demo.close();
            return asExpected ? 0 : 1;
        }
        demo.invite();
        UntilStopped.hold(demo);
        return 0;
    }
}
