package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Empty;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import java.time.Duration;
import java.util.Map;

/** How many notifications are taken in a second, beside a server of the same make that stores nothing. */
final class AcceptScenario implements Scenario {

    static final int CONNECTIONS = 32;

    private static final double LEAST = 0.5;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public void measure(Run run) {
        // As good as nothing is sent meanwhile.
        try (Simulator twilio = Simulator.start(Duration.ZERO, Duration.ofSeconds(1), 1_000);
                Installed server = Installed.start(run.database(name()), twilio.url(), Map.of(), Installed.lane(1, 1));
                Empty empty = Empty.start()) {
            var toServer = new Wire(server.url(), CONNECTIONS);
            var toEmpty = new Wire(empty.url(), CONNECTIONS);
            server.users("0005");
            int recipients = run.recipients().orElse(1);
            Source requests = Source.around(server.notifications(recipients));
            var costs = new Costs(server);
            Answers unmeasured = toServer.run(run.warmUp(), requests);
            toEmpty.run(run.baselineWarmUp(), requests);
            Turns turns = Turns.of(run.rounds(), () -> toEmpty.run(run.duration(), requests),
                    () -> costs.of(() -> toServer.run(run.duration(), requests)));
            turns.tell(run.report(), name(), "requests accepted, " + CONNECTIONS + " connections", 1,
                    new Figure.Target.AtLeastTimes(LEAST));
            costs.tell(run.report(), name(), "deliveries", (double) turns.answered() * recipients);
            long accepted = (long) (turns.answered() + unmeasured.count()) * recipients;
            run.report().add(Figure.atMost(name(), "lost: accepted and not stored", "", 0, accepted - server.total()));
        }
    }
}
