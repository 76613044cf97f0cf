package io.tidings.bootstrap.run;

import io.tidings.application.Engine;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the delivery engine: whenever the alarm rings, when the next thing falls due, and now and then as a net. */
public final class WorkerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    /** The net: nothing waits longer than this, whatever signal is lost. */
    private static final Duration NET = Duration.ofSeconds(1);

    /**
     * A round asks the stores several questions, which cost the same for one delivery as for many: under load, what
     * rings the alarm within this time is served together. After a longer rest nothing waits.
     */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(2);

    /**
     * Only what is to be sent is looked for in every round. All that falls due by the clock alone (what expires, what
     * providers are asked) waits that long at most.
     */
    private static final Duration WHOLE_ROUND = Duration.ofMillis(20);

    private final Engine engine;
    private final Alarm alarm;
    private final InstantSource clock;
    private final ExecutorService tasks = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("tidings-task-", 0).factory());
    private final Thread thread = Thread.ofPlatform().name("tidings-engine").unstarted(this::loop);
    private volatile boolean stopping;

    public WorkerLoop(Engine engine, Alarm alarm, InstantSource clock) {
        this.engine = engine;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** Runs each task at once on a thread of its own, until it is stopped. */
    public Executor tasks() {
        return tasks;
    }

    public void start() {
        thread.start();
    }

    /**
     * Begins nothing more, and waits until what is under way has ended, or that long. What has not ended by then is
     * resolved by evidence later.
     */
    public void stop(Duration atMost) throws InterruptedException {
        stopping = true;
        alarm.run();
        thread.join(atMost);
        tasks.shutdown();
        if (!tasks.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Some calls to providers have not ended in time;"
                    + " what became of them is found out after the next start");
            tasks.shutdownNow();
        }
    }

    private void loop() {
        boolean available = true;
        long lastWhole = System.nanoTime() - WHOLE_ROUND.toNanos();
        while (!stopping) {
            Duration pause = NET;
            long began = System.nanoTime();
            Duration untilWhole = WHOLE_ROUND.minusNanos(began - lastWhole);
            try {
                if (untilWhole.isPositive()) {
                    engine.send(tasks);
                    pause = untilWhole;
                } else {
                    Instant before = clock.instant();
                    engine.step(tasks);
                    lastWhole = began;
                    pause = untilDue(before);
                }
                available = true;
            } catch (StoreUnavailable e) {
                if (available) {
                    LOG.error("The database is not available; deliveries wait until it is: {}", e.getMessage());
                }
                available = false;
            } catch (RuntimeException | Error e) {
                // Not even an error of the virtual machine may end this thread: requests would go on being accepted.
                LOG.error("The engine stumbled and goes on", e);
            }
            try {
                alarm.await(pause);
                Thread.sleep(SHORTEST_ROUND.minusNanos(System.nanoTime() - began));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration untilDue(Instant stepBegan) {
        return engine.nextDue(stepBegan)
                .map(at -> Duration.between(clock.instant(), at).plusMillis(1))
                .filter(wait -> wait.compareTo(NET) < 0)
                .orElse(NET);
    }
}
