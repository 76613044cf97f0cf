package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.domain.provider.RateLimit;
import io.tidings.twilio.TwilioWhatsApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntConsumer;

/** How many deliveries live their whole lives in a second: accepted, sent, reported sent, reported delivered. */
final class LivesScenario implements Scenario {

    /** The simulator reports twice of messages to these numbers. */
    static final String REPORTED_TWICE = "0001";

    static final Duration STEP = Duration.ofMillis(20);

    private static final double LEAST = 0.35;

    @Override
    public String name() {
        return "lives";
    }

    @Override
    public void measure(Run run) {
        Duration answer = run.latency().orElse(Duration.ZERO);
        int concurrency = Run.places(answer);
        try (Simulator twilio = Simulator.start(answer, STEP, 1_000);
                Simulator ofLoop = Simulator.start(answer, STEP, 1_000);
                Installed server = Installed.start(run.database(name()), twilio.url(), Map.of(),
                        Installed.lane(RateLimit.MAX, concurrency));
                TwilioWhatsApp provider = Loops.provider(ofLoop.url())) {
            var lives = new Lives(server, twilio, run.recipients().orElse(1), concurrency);
            server.users(REPORTED_TWICE);
            IntConsumer sender = Loops.tuned(provider, DrainScenario.SILENT);
            Loops.run(concurrency, run.baselineWarmUp(), sender);
            lives.run(run.warmUp());
            long unmeasured = lives.ended();
            var costs = new Costs(server);
            var baseline = new ArrayList<Double>();
            var value = new ArrayList<Double>();
            var answers = new Answers();
            for (int round = 0; round < run.rounds(); round++) {
                baseline.add(Loops.run(concurrency, run.duration(), sender));
                Lives.Lived lived = costs.of(() -> lives.run(run.duration()));
                value.add(lived.pace());
                answers.add(lived.answers());
            }
            run.report().add(Figure.of(name(), "accepted, sent and twice reported, a second", "/s",
                    Statistics.median(baseline), Statistics.median(value), new Figure.Target.AtLeastTimes(LEAST)));
            run.report().add(Figure.told(name(), "a request answered meanwhile, p50", "ms", answers.millis(0.5)));
            run.report().add(Figure.told(name(), "the same, p99", "ms", answers.millis(0.99)));
            run.report().add(Figure.told(name(), "the same, p999", "ms", answers.millis(0.999)));
            costs.tell(run.report(), name(), "deliveries", lives.ended() - unmeasured);
            Balance.tell(run.report(), name(), lives.accepted(), server.states().get("delivered"),
                    twilio.counts().posts());
        }
    }
}
