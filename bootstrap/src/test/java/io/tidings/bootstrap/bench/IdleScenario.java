package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Requests;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Empty;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.domain.provider.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long a single message takes from its 202 to the provider when nothing else is to be done, beside the round trip
 * of an empty request.
 */
final class IdleScenario implements Scenario {

    private static final double MOST = 8;
    private static final int WARM_UP = 200;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void measure(Run run) {
        try (Simulator twilio = Simulator.start(Duration.ZERO, Duration.ofSeconds(1), 100_000);
                Installed server = Installed.start(run.database(name()), twilio.url(), Map.of(),
                        Installed.lane(RateLimit.MAX, Run.FEWEST_PLACES));
                Empty empty = Empty.start()) {
            server.users(DrainScenario.SILENT);
            byte[][] notifications = server.notifications(1);
            var toServer = new Wire(server.url(), 1);
            var toEmpty = new Wire(empty.url(), 1);
            byte[] nothing = Requests.render("POST", empty.url().resolve("/"), Map.of(), "{}");
            toServer.run(run.warmUp(),
                    Source.around(List.of(notifications).subList(0, WARM_UP).toArray(byte[][]::new)));
            toEmpty.run(run.baselineWarmUp(), Source.around(nothing));
            server.awaitStates(server.total(), "sent");
            var roundTrips = new Answers();
            var accepted = new ArrayList<Instant>();
            var costs = new Costs(server);
            int part = (Installed.USERS - WARM_UP) / run.rounds();
            for (int round = 0; round < run.rounds(); round++) {
                var nothings = new Singles(IntStream.range(0, part).mapToObj(i -> nothing).toList());
                roundTrips.add(toEmpty.run(nothings));
                var singles = new Singles(List.of(notifications).subList(WARM_UP + accepted.size(),
                        WARM_UP + accepted.size() + part));
                costs.of(() -> toServer.run(singles));
                accepted.addAll(singles.answered());
            }
            server.awaitStates(server.total(), "sent");
            tell(run.report(), roundTrips, delays(accepted, twilio.arrivals()));
            costs.tell(run.report(), name(), "deliveries, accepted and sent", accepted.size());
        }
    }

    private static Answers delays(List<Instant> accepted, Map<String, Instant> arrivals) {
        var delays = new Answers();
        for (int i = 0; i < accepted.size(); i++) {
            Instant arrival = arrivals.get("whatsapp:" + Installed.phoneNumber(WARM_UP + i, DrainScenario.SILENT));
            // It may have been sent before its 202 was read.
            delays.add(Math.max(0, Duration.between(accepted.get(i), arrival).toNanos()));
        }
        return delays;
    }

    private void tell(Report report, Answers roundTrips, Answers delays) {
        report.add(Figure.beside(name(), "from 202 to the provider, p50; beside an empty round trip", "ms",
                roundTrips.millis(0.5), delays.millis(0.5)));
        report.add(Figure.of(name(), "the same, p99", "ms", roundTrips.millis(0.99), delays.millis(0.99),
                new Figure.Target.AtMostTimes(MOST)));
        report.add(Figure.beside(name(), "the same, p999", "ms", roundTrips.millis(0.999), delays.millis(0.999)));
    }
}
