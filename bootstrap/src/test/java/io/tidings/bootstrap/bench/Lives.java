package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Answers;
import io.tidings.bootstrap.bench.load.Source;
import io.tidings.bootstrap.bench.load.Wire;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Simulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * A load at which as much is accepted as comes to its end: no more than {@value #LEAST_UNDER_WAY} deliveries, or twice
 * as many as the provider is called for at once, are on their way, so nothing piles up.
 */
final class Lives implements Source {

    /**
     * What came of a load.
     *
     * @param pace    deliveries a second that came to their end
     * @param answers to the requests, while the deliveries of others were on their way
     */
    record Lived(double pace, Answers answers) {}

    private static final int LEAST_UNDER_WAY = 1_000;
    private static final int REPORTS = 2;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Simulator twilio;
    private final Wire wire;
    private final Source requests;
    private final int recipients;
    private final int underWay;
    private final byte[][] rendered;
    private volatile long ended;
    private volatile long accepted;

    Lives(Installed server, Simulator twilio, int recipients, int concurrency) {
        this.twilio = twilio;
        this.wire = new Wire(server.url(), AcceptScenario.CONNECTIONS);
        this.recipients = recipients;
        this.underWay = Math.max(LEAST_UNDER_WAY, 2 * concurrency);
        this.rendered = server.notifications(recipients);
        this.requests = Source.around(rendered);
    }

    /** How many deliveries were asked for. */
    long accepted() {
        return accepted;
    }

    /** How many of them have come to their end. */
    long ended() {
        return ended;
    }

    /** Loads the server for so long and a little more, in which it gets going; returns when all has come to its end. */
    Lived run(Duration time) {
        CompletableFuture<Answers> load = CompletableFuture.supplyAsync(() -> wire.run(RAMP.plus(time), this),
                // The common pool has one thread on two processors, and that may be the caller's.
                Thread.ofPlatform()::start);
        look(RAMP);
        long first = ended;
        long start = System.nanoTime();
        look(time);
        double pace = (ended - first) / ((System.nanoTime() - start) / 1e9);
        Answers answers = load.join();
        Awaitility.await("the end of all deliveries").atMost(PATIENCE).pollInterval(LOOK).until(() -> {
            look(Duration.ZERO);
            return ended == accepted;
        });
        return new Lived(pace, answers);
    }

    private void look(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        do {
            Run.sleep(LOOK);
            ended = twilio.counts().reported() / REPORTS;
        } while (System.nanoTime() < until);
    }

    @Override
    public byte[] next() {
        if (accepted - ended > underWay - recipients) {
            return null;
        }
        accepted += recipients;
        return requests.next();
    }

    @Override
    public boolean exhausted() {
        return false;
    }
}
