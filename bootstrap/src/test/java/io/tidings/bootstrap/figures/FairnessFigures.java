package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Statistics;
import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.bench.Figure.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * By how much one app's backlog delays another's single message, from the 202 to the request at the provider.
 *
 * <p>"At the same load": on one server app A has a backlog, which leaves at some rate; on another server of the same
 * machine, in turns, as many messages a second are posted and sent, and nothing waits. What differs is the backlog.
 */
@Command(name = "fairness", mixinStandardHelpOptions = true,
        description = "How long a single message takes to the provider while another app has a backlog.")
public final class FairnessFigures implements Callable<Integer> {

    private static final double LESS_THAN_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int FEWEST_SINGLES = 10;
    private static final long BETWEEN_SINGLES_MILLIS = 100;
    private static final int FASTEST = 10_000;

    /** As good as nothing; were the instance disabled, its backlog would move to another one. */
    private static final int SLOWEST = 1;

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--rows", defaultValue = "100000", description = "The backlog (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--rate", defaultValue = "80",
            description = "Messages a second that leave meanwhile (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--rounds", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "How long a round is (${DEFAULT-VALUE}).")
    private int seconds;

    private int singles;

    @Override
    public Integer call() throws Exception {
        Report report = options.report();
        try (Databases databases = options.databases();
                Server busy = Server.start(databases.create("busy"));
                Server calm = Server.start(databases.create("calm"))) {
            Server.App single = withInstance(busy, "single", rate);
            Server.App beside = withInstance(calm, "single", rate);
            Server.App load = withInstance(calm, "load", rate);
            round(busy, single);
            round(calm, beside);
            List<Double> alone = round(calm, beside);
            for (int lot : new int[]{10_000, 1_000}) {
                Server.App backlog = busy.app("backlog " + lot);
                String lane = busy.instance(backlog, 1, rate);
                var posting = CompletableFuture.runAsync(() -> post(busy, backlog, lot, report));
                add(report, "while " + rows + " are posted, " + lot + " a request; beside no load", alone,
                        delays(busy, single, posting::isDone));
                posting.join();
                inTurns(report, "another app has " + rows + " waiting, " + lot + " a request; beside " + rate
                        + "/s without", busy, single, lane, calm, beside, load);
                busy.instance(backlog, 0, rate);
                inTurns(report, "another instance of its app has them waiting", busy, backlog, lane, calm, beside,
                        load);
                pace(busy, lane, FASTEST);
                add(report, "the backlog leaves as fast as it can; beside no load", alone, round(busy, single));
                pace(busy, lane, SLOWEST);
            }
        }
        return report.print();
    }

    private static Server.App withInstance(Server server, String name, int rate) {
        Server.App app = server.app(name);
        server.instance(app, 1, rate);
        return app;
    }

    private void add(Report report, String what, List<Double> baseline, List<Double> delays) {
        report.add(
                Figure.of("fairness", "median: " + what, "ms", Statistics.median(baseline), Statistics.median(delays),
                        new Target.LongerByLessThan(LESS_THAN_MILLIS)));
        report.add(
                Figure.of("fairness", "worst of " + delays.size() + ": " + what, "ms", Statistics.quantile(baseline, 1),
                        Statistics.quantile(delays, 1), new Target.LongerByLessThan(LESS_THAN_MILLIS)));
    }

    private void post(Server server, Server.App app, int lot, Report report) {
        Instant start = Instant.now();
        for (int from = 0; from < rows; from += lot) {
            server.send(app, notification(IntStream.range(from, from + lot)
                    .mapToObj(i -> recipient("backlog-" + i % 10_000, "+4478%07d99".formatted(i % 10_000))).toList()));
        }
        report.say("%,d deliveries were accepted in %,d s", rows, Duration.between(start, Instant.now()).toSeconds());
    }

    /** With the lane of the backlog open on the one server, and as much sent on the other. */
    private void inTurns(Report report, String what, Server busy, Server.App single, String lane, Server calm,
            Server.App beside, Server.App load) {
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            pace(busy, lane, rate);
            with.addAll(round(busy, single));
            pace(busy, lane, SLOWEST);
            Instant end = Instant.now().plusSeconds(seconds);
            var loading = CompletableFuture.runAsync(() -> load(calm, load, end));
            without.addAll(delays(calm, beside, loading::isDone));
        }
        add(report, what, without, with);
        report.say("measured: %s", what);
    }

    private static void pace(Server server, String lane, int messagesPerSecond) {
        server.admin("PATCH", lane, Map.of("messagesPerSecond", messagesPerSecond));
    }

    private void load(Server server, Server.App app, Instant end) {
        int lot = Math.max(1, rate / 10);
        long pause = 1_000L * lot / rate;
        for (int i = 0; Instant.now().isBefore(end); i++) {
            int from = i * lot;
            server.send(app, notification(IntStream.range(from, from + lot)
                    .mapToObj(n -> recipient("load-" + n % 10_000, "+4478%07d99".formatted(n % 10_000))).toList()));
            pause(pause);
        }
    }

    private List<Double> round(Server server, Server.App app) {
        Instant end = Instant.now().plusSeconds(seconds);
        return delays(server, app, () -> Instant.now().isAfter(end));
    }

    /**
     * @return of each message that is posted one after the other until then, in milliseconds; {@link #FEWEST_SINGLES}
     * at least
     */
    private List<Double> delays(Server server, Server.App app, BooleanSupplier enough) {
        var accepted = new HashMap<String, Instant>();
        do {
            String number = "+4477%07d99".formatted(singles++);
            accepted.put(number, server.send(app, notification(List.of(recipient("single-" + singles, number)))));
            pause(BETWEEN_SINGLES_MILLIS);
        } while (!enough.getAsBoolean() || accepted.size() < FEWEST_SINGLES);
        Map<String, Instant> arrivals = arrivals(server, accepted.keySet());
        var delays = new ArrayList<Double>();
        for (var message : accepted.entrySet()) {
            Instant arrival = arrivals.getOrDefault(message.getKey(), Instant.now());
            delays.add(Math.max(0, Duration.between(message.getValue(), arrival).toNanos() / 1e6));
        }
        return delays;
    }

    /** @return what has arrived when all of these have, or when patience has ended */
    private static Map<String, Instant> arrivals(Server server, Set<String> numbers) {
        try {
            return Awaitility.await().atMost(PATIENCE).pollInterval(LOOK_EVERY)
                    .until(() -> server.arrivals("+4477"), arrivals -> arrivals.keySet().containsAll(numbers));
        } catch (ConditionTimeoutException e) {
            return server.arrivals("+4477");
        }
    }

    /** The pace at which something is posted. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> recipient(String identifier, String phoneNumber) {
        return Map.of("identifier", identifier, "phoneNumber", phoneNumber);
    }

    private static Map<String, Object> notification(List<?> recipients) {
        return Map.of("notification", Map.of("message", "Your appointment is tomorrow at 10:00."), "sendTo",
                Map.of("recipients", recipients));
    }
}
