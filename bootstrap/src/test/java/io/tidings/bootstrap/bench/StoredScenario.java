package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Requests;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.bootstrap.figures.History;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Whether accepting, sending and reading cost the same however much is stored. */
final class StoredScenario implements Scenario {

    private static final double SLOWEST = 1.25;
    private static final int LITTLE = 10_000;
    private static final int DRAINED = 5_000;
    private static final int FASTEST = 10_000;

    /** The one that the history was written with. */
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Override
    public String name() {
        return "stored";
    }

    /** A server, what it is asked, its answers of each round, and what sending one took, in milliseconds. */
    private record Side(Simulator twilio, Installed server, Wire wire, Source notifications, Source reads,
            List<Answers> accepting, List<Double> sending, List<Answers> reading) implements AutoCloseable {

        void measure(Duration time, boolean counts) {
            Answers accepted = wire.run(time, notifications);
            Answers read = wire.run(time, reads);
            server.accept(DRAINED);
            long posts = twilio.counts().posts();
            server.pace(FASTEST);
            double sent = Pace.until(twilio, posts + DRAINED);
            server.pace(1);
            Pace.awaitQuiet(twilio);
            if (counts) {
                accepting.add(accepted);
                reading.add(read);
                sending.add(1_000 / sent);
            }
        }

        @Override
        public void close() {
            server.close();
            twilio.close();
        }
    }

    @Override
    public void measure(Run run) throws IOException {
        try (Side few = side(run, "few", LITTLE); Side many = side(run, "many", run.stored())) {
            for (int round = 0; round <= run.rounds(); round++) {
                // Half of it for what is accepted, half for what is read.
                Duration time = round == 0 ? run.warmUp().dividedBy(2) : run.duration();
                few.measure(time, round > 0);
                many.measure(time, round > 0);
            }
            tell(run, "accepting a request", few.accepting(), many.accepting());
            tell(run, "sending one of a backlog", Statistics.median(few.sending()), Statistics.median(many.sending()));
            tell(run, "reading a delivery with its timeline", few.reading(), many.reading());
        }
    }

    private void tell(Run run, String what, List<Answers> few, List<Answers> many) {
        tell(run, what, 1_000 / Turns.perSecond(few), 1_000 / Turns.perSecond(many));
        new Turns(few, many).tellPercentiles(run.report(), name(), what + ", ");
    }

    private void tell(Run run, String what, double few, double many) {
        run.report().add(Figure.of(name(), what + ", " + run.stored() + " stored beside " + LITTLE, "ms", few, many,
                new Figure.Target.AtMostTimes(SLOWEST)));
    }

    private Side side(Run run, String which, int rows) throws IOException {
        Databases.Fresh database = run.database(name() + "_" + which);
        History history = History.of(database, rows);
        run.report().say("  %,d deliveries are stored", rows);
        Simulator twilio = Simulator.start(Duration.ZERO, Duration.ofSeconds(1), 1_000);
        Installed server = Installed.start(database, twilio.url(), Map.of("TIDINGS_MASTER_KEY", MASTER_KEY),
                Installed.lane(1, Run.FEWEST_PLACES));
        server.users(DrainScenario.SILENT);
        String token = Files.readString(database.directory().resolve("admin.token")).strip();
        byte[][] reads = history.sample().stream()
                .map(id -> Requests.render("GET", server.url().resolve("/v3/deliveries/" + id),
                        Map.of("Authorization", "Bearer " + token, "X-Tidings-App", history.app().toString()), ""))
                .toArray(byte[][]::new);
        return new Side(twilio, server, new Wire(server.url(), AcceptScenario.CONNECTIONS),
                Source.around(server.notifications(1)), Source.around(reads), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
    }
}
