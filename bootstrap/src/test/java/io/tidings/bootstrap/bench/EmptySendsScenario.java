package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.peers.DbScheduler;
import java.io.IOException;
import java.util.ArrayList;

/** How fast the engine and PostgreSQL finish sends that cost nothing, beside an engine for jobs that cost nothing. */
final class EmptySendsScenario implements Scenario {

    private static final double LEAST = 2;
    private static final int PARTS = 5;

    @Override
    public String name() {
        return "empty-sends";
    }

    @Override
    public void measure(Run run) throws IOException {
        int part = Math.max(1_000, run.backlog() / PARTS);
        try (Databases postgres = run.postgres();
                var tidings = new EmptySends(postgres.create("empty_sends"));
                var peer = new DbScheduler(postgres.create("db_scheduler").url())) {
            long warm = System.nanoTime() + run.warmUp().plus(run.baselineWarmUp()).toNanos();
            do {
                peer.drain(part);
                tidings.drain(part);
            } while (System.nanoTime() < warm);
            var costs = new Costs(tidings.server());
            var baseline = new ArrayList<Double>();
            var value = new ArrayList<Double>();
            for (int round = 0; round < run.rounds(); round++) {
                baseline.add(peer.drain(part));
                value.add(costs.of(() -> tidings.drain(part)));
            }
            run.report().add(Figure.of(name(), "empty sends on PostgreSQL beside db-scheduler, a second", "/s",
                    Statistics.median(baseline), Statistics.median(value), new Figure.Target.AtLeastTimes(LEAST)));
            costs.tell(run.report(), name(), "deliveries, accepted and sent", (double) part * run.rounds());
            run.report().add(Figure.atMost(name(), "lost", "", 0, tidings.accepted() - tidings.sent()));
        }
    }
}
