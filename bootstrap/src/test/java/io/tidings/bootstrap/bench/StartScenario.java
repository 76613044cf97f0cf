package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.BareStart;
import io.tidings.bootstrap.bench.process.Child;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.bootstrap.testing.ServerSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How soon the server works, with a database that it knows, beside its libraries without it. */
final class StartScenario implements Scenario {

    private static final double MOST = 2;
    private static final int STARTS = 5;
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Run run) {
        Databases.Fresh database = run.database(name());
        tidings(database);
        bare();
        var baseline = new ArrayList<Double>();
        var value = new ArrayList<Double>();
        for (int start = 0; start < Math.max(STARTS, run.rounds()); start++) {
            baseline.add(bare());
            value.add(tidings(database));
        }
        run.report().add(Figure.of(name(), "start to ready, beside Javalin and Guice with one route", "ms",
                Statistics.median(baseline), Statistics.median(value), new Figure.Target.AtMostTimes(MOST)));
    }

    private static double tidings(Databases.Fresh database) {
        Map<String, String> settings = Installed.settings(database, URI.create("http://127.0.0.1:9"), Map.of());
        long start = System.nanoTime();
        ServerProcess server = ServerProcess.launch(List.of(), settings, database.directory().resolve("server.log"));
        double millis = awaitReady(server.url().resolve("/health/ready"), start);
        server.stop();
        return millis;
    }

    private static double bare() {
        int port = ServerSettings.freePort();
        long start = System.nanoTime();
        Child child = Child.start(List.of("-Dguice_bytecode_gen_option=DISABLED"), BareStart.class, port);
        double millis = awaitReady(URI.create("http://127.0.0.1:" + port + "/health/ready"), start);
        child.close();
        return millis;
    }

    private static double awaitReady(URI url, long start) {
        while (!isReady(url)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing is ready at " + url + " after " + PATIENCE);
            }
            Run.sleep(LOOK);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static boolean isReady(URI url) {
        try {
            var connection = (HttpURLConnection) url.toURL().openConnection();
            boolean ready = connection.getResponseCode() == 200;
            connection.disconnect();
            return ready;
        } catch (IOException notYet) {
            return false;
        }
    }
}
