package io.tidings.bootstrap.bench.peers;

import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peers that work by turns: what else the machine does falls on all of them. */
final class Rounds implements AutoCloseable {

    private record Contender(Peer peer, List<Double> paces) {}

    private final Map<String, Contender> all = new LinkedHashMap<>();

    void add(String name, Peer peer) {
        all.put(name, new Contender(peer, new ArrayList<>()));
    }

    /** Each once without counting, then by turns. */
    void run(int rounds, int jobs, Report report) {
        all.values().forEach(contender -> contender.peer().drain(jobs));
        for (int round = 1; round <= rounds; round++) {
            report.say("round %d of %d", round, rounds);
            all.forEach((name, contender) -> {
                double pace = contender.peer().drain(jobs);
                contender.paces().add(pace);
                report.say("  %s: %,.0f /s", name, pace);
            });
        }
    }

    /** In the order in which they came. */
    List<String> names() {
        return List.copyOf(all.keySet());
    }

    /** What it did in a second. */
    double pace(String name) {
        return Statistics.median(all.get(name).paces());
    }

    @Override
    public void close() {
        all.values().forEach(contender -> contender.peer().close());
    }
}
