package io.tidings.twilio.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Leads messages through their statuses and has each reported. */
final class Progress implements AutoCloseable {

    private final SimulatorSettings settings;
    private final InstantSource clock;
    private final Callbacks callbacks;
    private final ScheduledExecutorService steps = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("twilio-simulator").factory());
    private final ExecutorService reports = Executors.newVirtualThreadPerTaskExecutor();

    Progress(SimulatorSettings settings, InstantSource clock, Callbacks callbacks) {
        this.settings = settings;
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /**
     * Starts a message on its course; for {@link Script.Reporting#BEFORE_THE_ANSWER} its first step is over and
     * reported on return.
     */
    void start(StoredMessage message, List<Script.Step> course, Script.Reporting reporting) {
        boolean early = reporting == Script.Reporting.BEFORE_THE_ANSWER;
        if (early) {
            message.reach(course.getFirst(), clock.instant());
            callbacks.report(message, course.getFirst());
        }
        proceed(message, course, early ? 1 : 0, reporting);
    }

    private void proceed(StoredMessage message, List<Script.Step> course, int next, Script.Reporting reporting) {
        if (next == course.size()) {
            return;
        }
        later(() -> {
            message.reach(course.get(next), clock.instant());
            reports.execute(() -> report(message, course, next, reporting));
            proceed(message, course, next + 1, reporting);
        });
    }

    private void report(StoredMessage message, List<Script.Step> course, int reached, Script.Reporting reporting) {
        switch (reporting) {
            case IN_ORDER, BEFORE_THE_ANSWER -> callbacks.report(message, course.get(reached));
            case TWICE -> {
                callbacks.report(message, course.get(reached));
                callbacks.report(message, course.get(reached));
            }
            case BACKWARDS -> {
                if (reached == course.size() - 1) {
                    course.reversed().forEach(step -> callbacks.report(message, step));
                }
            }
            case NEVER -> {
                // Only a question shows what became of it.
            }
        }
    }

    private void later(Runnable step) {
        try {
            steps.schedule(step, settings.step().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // The simulator is closed: nothing happens any more.
        }
    }

    @Override
    public void close() {
        steps.shutdownNow();
        reports.shutdownNow();
    }
}
