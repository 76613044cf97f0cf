package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Requests;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Empty;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.bootstrap.testing.Signatures;
import io.tidings.domain.provider.RateLimit;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many signed callbacks are applied in a second, beside a server of the same make that does not look at them. */
final class CallbackScenario implements Scenario {

    private static final double LEAST = 0.5;
    private static final int A_ROUND = 15_000;

    /** Longer than a round takes. */
    private static final Duration OF_A_ROUND = Duration.ofSeconds(10);

    /** What each message comes to, in this order. */
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");

    @Override
    public String name() {
        return "callbacks";
    }

    @Override
    public void measure(Run run) {
        int warmUp = A_ROUND * Math.max(1, (int) run.warmUp().dividedBy(OF_A_ROUND));
        int deliveries = (warmUp + A_ROUND * run.rounds()) / STATUSES.size();
        try (Simulator twilio = Simulator.start(Duration.ZERO, Duration.ofSeconds(1), deliveries);
                Installed server = Installed.start(run.database(name()), twilio.url(), Map.of(),
                        Installed.lane(RateLimit.MAX, Run.FEWEST_PLACES));
                Empty empty = Empty.start()) {
            var toServer = new Wire(server.url(), AcceptScenario.CONNECTIONS);
            var toEmpty = new Wire(empty.url(), AcceptScenario.CONNECTIONS);
            server.users("0005");
            server.accept(deliveries);
            server.awaitStates(deliveries, "sent");
            run.report().say("  %,d messages are sent", deliveries);
            List<byte[]> callbacks = callbacks(twilio.messages(), server.url());
            toServer.run(Source.each(callbacks, 0, warmUp));
            Source unread = Source.around(callbacks.toArray(byte[][]::new));
            toEmpty.run(run.baselineWarmUp(), unread);
            var costs = new Costs(server);
            var next = new int[]{warmUp};
            Turns turns = Turns.of(run.rounds(), () -> toEmpty.run(run.duration(), unread),
                    () -> {
                        Answers answers = costs.of(() -> toServer.run(Source.each(callbacks, next[0], A_ROUND)));
                        next[0] += A_ROUND;
                        return answers;
                    });
            turns.tell(run.report(), name(), "callbacks applied, " + AcceptScenario.CONNECTIONS + " connections", 1,
                    new Figure.Target.AtLeastTimes(LEAST));
            costs.tell(run.report(), name(), "callbacks", turns.answered());
            run.report().add(Figure.atMost(name(), "lost: answered and not applied", "", 0,
                    deliveries - server.states().get("seen")));
        }
    }

    /** For each round: first all that say the first thing, then those that say the next. */
    private static List<byte[]> callbacks(List<Simulator.Message> messages, URI server) {
        var callbacks = new ArrayList<byte[]>();
        int ofRound = A_ROUND / STATUSES.size();
        for (int from = 0; from < messages.size(); from += ofRound) {
            List<Simulator.Message> part = messages.subList(from, from + ofRound);
            STATUSES.forEach(status -> part.forEach(message -> callbacks.add(callback(message, status, server))));
        }
        return callbacks;
    }

    /** As Twilio makes it. */
    private static byte[] callback(Simulator.Message message, String status, URI server) {
        String url = message.callback().replaceFirst("#.*$", "");
        SortedMap<String, String> form = new TreeMap<>(Map.of("SmsSid", message.sid(), "SmsStatus", status,
                "MessageStatus", status, "MessageSid", message.sid(), "To", message.to(), "ChannelPrefix", "whatsapp",
                "AccountSid", SimulatorSettings.DEFAULT.accountSid(), "From", "whatsapp:+14155238886", "ApiVersion",
                "2010-04-01", "ChannelInstallSid", "XE00000000000000000000000000000001"));
        form.put("ChannelToAddress", message.to().replaceFirst("whatsapp:(.*)....$", "$1XXXX"));
        String body = form.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return Requests.render("POST", URI.create(url), Map.of(
                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
                "User-Agent", "TwilioProxy/1.1",
                "X-Twilio-Signature", Signatures.sign(SimulatorSettings.DEFAULT.authToken(), url, form)), body);
    }
}
