package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import io.tidings.domain.provider.RateLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether a small heap is enough for whole lives for long: no growth, no long stop. */
final class MemoryScenario implements Scenario {

    private static final double NO_GROWTH = 1.1;
    private static final double MOST_MEGABYTES = 400;
    private static final double LONGEST_MILLIS = 100;
    private static final int PARTS = 10;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Pattern FULL = Pattern.compile("Pause Full.* ([0-9.]+)ms");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Run run) throws IOException {
        Databases.Fresh database = run.database(name());
        Path log = database.directory().resolve("gc.log");
        Duration answer = run.latency().orElse(Duration.ZERO);
        int concurrency = Run.places(answer);
        try (Simulator twilio = Simulator.start(answer, LivesScenario.STEP, 1_000);
                Installed server = Installed.start(database, twilio.url(),
                        Map.of("JAVA_OPTS", "-Xmx256m -Xlog:gc:file=" + log),
                        Installed.lane(RateLimit.MAX, concurrency))) {
            server.users(LivesScenario.REPORTED_TWICE);
            var lives = new Lives(server, twilio, run.recipients().orElse(1), concurrency);
            lives.run(run.warmUp());
            long before = lives.ended();
            var costs = new Costs(server);
            var load = CompletableFuture.supplyAsync(() -> costs.of(() -> lives.run(run.life())));
            var resident = new ArrayList<Double>();
            while (!load.isDone()) {
                Run.sleep(LOOK);
                resident.add(server.meter().residentBytes() / 1e6);
            }
            int part = Math.max(1, resident.size() / PARTS);
            double first = Statistics.median(resident.subList(0, part));
            double last = Statistics.median(resident.subList(resident.size() - part, resident.size()));
            Report report = run.report();
            report.add(Figure.told(name(), "lives over " + run.life().toSeconds() + " s at -Xmx256m, a second", "/s",
                    load.join().pace()));
            report.add(Figure.of(name(), "RSS in the last tenth of the time, beside the first", "MB", first, last,
                    new Figure.Target.AtMostTimes(NO_GROWTH)));
            report.add(Figure.atMost(name(), "RSS, at most", "MB", MOST_MEGABYTES, Statistics.quantile(resident, 1)));
            List<Double> full = fullCollections(log);
            report.add(Figure.told(name(), "full collections", "", full.size()));
            report.add(Figure.atMost(name(), "the longest full collection", "ms", LONGEST_MILLIS,
                    full.isEmpty() ? 0 : Statistics.quantile(full, 1)));
            costs.tellWork(report, name(), "deliveries", lives.ended() - before);
            Balance.tell(report, name(), lives.accepted(), server.states().get("delivered"), twilio.counts().posts());
        }
    }

    private static List<Double> fullCollections(Path log) throws IOException {
        return FULL.matcher(Files.readString(log)).results().map((MatchResult pause) -> pause.group(1))
                .map(Double::parseDouble).toList();
    }
}
