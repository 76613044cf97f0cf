package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests to a server and to its baseline, by turns: what else the machine does falls on both. */
record Turns(List<Answers> baseline, List<Answers> value) {

    static Turns of(int rounds, Supplier<Answers> baseline, Supplier<Answers> value) {
        var turns = new Turns(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            turns.baseline.add(baseline.get());
            turns.value.add(value.get());
        }
        return turns;
    }

    /** @param each how many things an answer stands for, also one of the baseline */
    void tell(Report report, String scenario, String what, int each, Figure.Target target) {
        report.add(Figure.of(scenario, what + ", a second", "/s", perSecond(baseline) * each,
                perSecond(value) * each, target));
        tellPercentiles(report, scenario, "");
    }

    /** @param what was asked, and how it goes on, where a scenario asks for several things */
    void tellPercentiles(Report report, String scenario, String what) {
        Answers before = all(baseline);
        Answers after = all(value);
        report.add(Figure.beside(scenario, what + "p50", "ms", before.millis(0.5), after.millis(0.5)));
        report.add(Figure.beside(scenario, what + "p99", "ms", before.millis(0.99), after.millis(0.99)));
        report.add(Figure.beside(scenario, what + "p999", "ms", before.millis(0.999), after.millis(0.999)));
    }

    int answered() {
        return all(value).count();
    }

    static double perSecond(List<Answers> rounds) {
        return Statistics.median(rounds.stream().map(Answers::perSecond).toList());
    }

    private static Answers all(List<Answers> rounds) {
        var all = new Answers();
        rounds.forEach(all::add);
        return all;
    }
}
