package io.tidings.bootstrap.bench.process;

import io.tidings.twilio.simulator.SimulatedMessage;
import io.tidings.twilio.simulator.SimulatedRequest;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.time.Instant;

/** The simulated Twilio as the process that {@link Simulator} asks. */
final class SimulatorProgram {

    private SimulatorProgram() {}

    /** @param arguments how long an answer takes, how long a status lasts, in milliseconds; how much is remembered */
    public static void main(String[] arguments) throws IOException {
        var settings = SimulatorSettings.DEFAULT.withPace(millis(arguments[0]), millis(arguments[1]))
                .remembering(Integer.parseInt(arguments[2]));
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (var simulator = new TwilioSimulator(settings, InstantSource.system());
                var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println(simulator.url());
            out.flush();
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                switch (question) {
                    case "counts" -> out.println(simulator.posts() + " " + simulator.reported());
                    case "messages" -> {
                        var messages = simulator.messages();
                        out.println(messages.size());
                        messages.forEach(message -> out.println(line(message)));
                    }
                    case "requests" -> {
                        var requests = simulator.requests();
                        out.println(requests.size());
                        requests.forEach(request -> out.println(line(request)));
                    }
                    default -> out.println("?");
                }
                out.flush();
            }
        }
        System.exit(0);
    }

    private static String line(SimulatedMessage message) {
        return message.sid() + " " + message.parameter("To").orElse("-") + " "
                + message.parameter("StatusCallback").orElse("-");
    }

    private static String line(SimulatedRequest request) {
        return request.parameter("To").orElse("-") + " "
                + ChronoUnit.MICROS.between(Instant.EPOCH, request.receivedAt());
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
