package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.domain.provider.RateLimit;
import io.tidings.twilio.TwilioWhatsApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntConsumer;

/** How fast a backlog is sent, beside a loop that sends and stores nothing. */
final class DrainScenario implements Scenario {

    /** Nothing is reported of messages to these numbers: what is drained is what is measured. */
    static final String SILENT = "0005";

    private static final int SLOWEST = 1;

    /** A backlog fills all places that it is given, and as many share a commit. */
    private static final int FEWEST_PLACES = 256;

    private final String name;
    private final Duration latency;
    private final boolean besidePlainClient;
    private final double least;

    private DrainScenario(String name, Duration latency, boolean besidePlainClient, double least) {
        this.name = name;
        this.latency = latency;
        this.besidePlainClient = besidePlainClient;
        this.least = least;
    }

    /** The provider answers at once; the loop uses the same transport and the same concurrency. */
    static DrainScenario atOnce() {
        return new DrainScenario("drain", Duration.ZERO, false, 0.7);
    }

    /** The provider takes its time; the loop uses twilio-java as it comes. */
    static DrainScenario slowly() {
        return new DrainScenario("drain-slow", Duration.ofMillis(100), true, 10);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Run run) {
        Duration answer = run.latency().orElse(latency);
        int concurrency = Math.max(Run.places(answer), FEWEST_PLACES);
        // One simulator for each, so that it is known whose requests it counts.
        try (Simulator twilio = Simulator.start(answer, Duration.ofSeconds(1), 1_000);
                Simulator ofLoop = Simulator.start(answer, Duration.ofSeconds(1), 1_000);
                Installed server = Installed.start(run.database(name), twilio.url(), Map.of(),
                        Installed.lane(SLOWEST, concurrency));
                TwilioWhatsApp provider = Loops.provider(ofLoop.url())) {
            server.users(SILENT);
            // As many again, to warm up with: a server sends for days, and compiles in the first minutes.
            int all = 2 * run.backlog();
            server.accept(all);
            run.report().say("  %,d deliveries wait", all);
            IntConsumer sender = besidePlainClient
                    ? Loops.plain(ofLoop.url(), SILENT)
                    : Loops.tuned(provider, SILENT);
            Loops.run(concurrency, run.baselineWarmUp(), sender);
            int part = run.backlog() / run.rounds();
            drain(server, twilio, run.backlog());
            long unmeasured = twilio.counts().posts();
            var costs = new Costs(server);
            var baseline = new ArrayList<Double>();
            var value = new ArrayList<Double>();
            for (int round = 1; round <= run.rounds(); round++) {
                long posts = round == run.rounds() ? all : run.backlog() + (long) round * part;
                baseline.add(Loops.run(concurrency, run.duration(), sender));
                value.add(costs.of(() -> drain(server, twilio, posts)));
            }
            run.report().add(Figure.of(name, "sent of a backlog of " + run.backlog() + ", provider at "
                    + answer.toMillis() + " ms, a second", "/s", Statistics.median(baseline),
                    Statistics.median(value), new Figure.Target.AtLeastTimes(least)));
            costs.tell(run.report(), name, "deliveries", all - unmeasured);
            server.awaitStates(all, "sent");
            Balance.tell(run.report(), name, all, server.states().get("sent"), twilio.counts().posts());
        }
    }

    /** @return messages a second until so many have been sent in all */
    private static double drain(Installed server, Simulator twilio, long posts) {
        server.pace(RateLimit.MAX);
        double pace = Pace.until(twilio, posts);
        server.pace(SLOWEST);
        Pace.awaitQuiet(twilio);
        return pace;
    }
}
