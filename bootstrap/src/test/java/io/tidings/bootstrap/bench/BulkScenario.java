package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import java.time.Duration;
import java.util.Map;

/** How many recipients of large requests are taken in a second, beside a bulk insert of the same rows by JDBC. */
final class BulkScenario implements Scenario {

    private static final double LEAST = 0.5;
    private static final int CONNECTIONS = 4;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public void measure(Run run) {
        Databases.Fresh database = run.database(name());
        try (Simulator twilio = Simulator.start(Duration.ZERO, Duration.ofSeconds(1), 1_000);
                Installed server = Installed.start(database, twilio.url(), Map.of(), Installed.lane(1, 1))) {
            var wire = new Wire(server.url(), CONNECTIONS);
            server.users("0005");
            int recipients = run.recipients().orElse(Installed.USERS);
            Source requests = Source.around(server.notification(0, recipients));
            var costs = new Costs(server);
            Answers unmeasured = wire.run(run.warmUp(), requests);
            try (var inserts = new BulkInserts(database, run.database(name() + "_inserts"))) {
                inserts.run(run.baselineWarmUp());
                Turns turns = Turns.of(run.rounds(), () -> inserts.run(run.duration()),
                        () -> costs.of(() -> wire.run(run.duration(), requests)));
                turns.tell(run.report(), name(), "recipients accepted, " + recipients + " a request", recipients,
                        new Figure.Target.AtLeastTimes(LEAST));
                costs.tell(run.report(), name(), "deliveries", (double) turns.answered() * recipients);
                long accepted = (long) (turns.answered() + unmeasured.count()) * recipients;
                run.report().add(Figure.atMost(name(), "lost: accepted and not stored", "", 0,
                        accepted - server.total()));
            }
        }
    }
}
