package io.tidings.bootstrap.cli;

import io.tidings.twilio.simulator.Script;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Twilio's WhatsApp API, simulated: for everybody without an account. */
@Command(name = "simulator", mixinStandardHelpOptions = true,
        description = "Simulates Twilio's WhatsApp API, until it is stopped.")
public final class SimulatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The address to listen on (${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8090",
            description = "The port to listen on; 0 takes a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--callback", paramLabel = "URL",
            description = "Where statuses are reported of messages that name no StatusCallback, and what people"
                    + " write: the URL that one would enter at Twilio.")
    private URI callback;

    @Option(names = "--latency", paramLabel = "MS", defaultValue = "0",
            description = "How long each answer takes, in milliseconds (${DEFAULT-VALUE}).")
    private long latency;

    @Option(names = "--step", paramLabel = "MS", defaultValue = "300",
            description = "How long a message takes from one status to the next, in milliseconds (${DEFAULT-VALUE}).")
    private long step;

    @Override
    public Integer call() throws InterruptedException {
        SimulatorSettings settings = SimulatorSettings.DEFAULT.listeningAt(host, port)
                .withPace(Duration.ofMillis(latency), Duration.ofMillis(step));
        if (callback != null) {
            settings = settings.reportingTo(callback);
        }
        var simulator = new TwilioSimulator(settings, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        out.println("The simulator answers at " + simulator.url());
        out.println("  TWILIO_ACCOUNT_SID  " + settings.accountSid());
        out.println("  TWILIO_AUTH_TOKEN   " + settings.authToken());
        out.println("A person writes (told to --callback): curl " + simulator.url()
                + "/simulator/inbound --data-urlencode From=+447700900123 --data-urlencode To=+14155238886"
                + " -d Body=STOP");
        out.println("What happens to a message is chosen by the last digits of the number that it goes to:");
        for (Script script : Script.values()) {
            out.printf("  %-5s  %s%n", script.ending().isEmpty() ? "other" : "…" + script.ending(),
                    script.description());
        }
        out.flush();
        UntilStopped.hold(simulator);
        return 0;
    }
}
