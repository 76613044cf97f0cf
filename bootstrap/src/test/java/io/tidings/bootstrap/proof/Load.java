package io.tidings.bootstrap.proof;

import io.tidings.bootstrap.testing.Backend;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Backends that ask for notifications, each for a few people: at the planned pace as long as they are behind what is
 * expected by now, else at a tenth of it, so that something is always under way. As real ones do, they repeat under
 * the same idempotency key what was not answered, or with 503.
 */
final class Load {

    private static final int CALLERS = 16;
    private static final int MOST_RECIPIENTS = 7;

    /** So long a caller waits before it repeats what it asked: there is nothing that would tell it to. */
    private static final Duration AFTER_NO_ANSWER = Duration.ofMillis(100);

    /** @param first the first of so many people */
    record Accepted(String requestId, int first, int people) {}

    private final Backend backend;
    private final Plan plan;
    private final People people;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger acceptedDeliveries = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong slowestRefusal = new AtomicLong();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private long nextAt = System.nanoTime();
    private int expected;
    private volatile boolean enough;

    Load(Backend backend, Plan plan) {
        this.backend = backend;
        this.plan = plan;
        this.people = new People(plan.seed());
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.execute(this::call);
        }
    }

    /** Ends when the planned number is reached, and all that was begun is accepted. */
    void finish() throws InterruptedException {
        expect(plan.deliveries());
        enough = true;
        callers.shutdown();
        if (!callers.awaitTermination(plan.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            complaints.add("Requests were repeated for " + plan.patience() + " and never accepted");
            callers.shutdownNow();
        }
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    int acceptedDeliveries() {
        return acceptedDeliveries.get();
    }

    /** How many answers were 503. */
    int unavailable() {
        return unavailable.get();
    }

    /** How many requests had no answer. */
    int unanswered() {
        return unanswered.get();
    }

    Duration slowestRefusal() {
        return Duration.ofNanos(slowestRefusal.get());
    }

    /** Answers that no caller should ever get. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** @param deliveries that should have been asked for by the time of the next disturbance */
    synchronized void expect(int deliveries) {
        expected = deliveries;
    }

    /** @return when it may be asked */
    private synchronized long turn(int first, int count) {
        long at = Math.max(nextAt, System.nanoTime());
        nextAt = at + (first < expected ? 1 : 10) * count * 1_000_000_000L / plan.rate();
        return at;
    }

    private void call() {
        try {
            while (!enough || asked.get() < plan.deliveries()) {
                int count = new SplittableRandom(plan.seed() + asked.get()).nextInt(1, MOST_RECIPIENTS + 1);
                int first = asked.getAndAdd(count);
                TimeUnit.NANOSECONDS.sleep(turn(first, count) - System.nanoTime());
                ask(first, count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            complaints.add("A caller stopped: " + e);
        }
    }

    private void ask(int first, int count) throws InterruptedException {
        Map<String, ?> notification = Map.of(
                "idempotencyKey", "crashtest-" + plan.seed() + "-" + first,
                "notification", Map.of("message", "Your appointment number " + first + " is tomorrow at 10:00."),
                "sendTo", Map.of("recipients", IntStream.range(first, first + count)
                        .mapToObj(one -> Map.of("identifier", People.name(one), "phoneNumber", people.number(one)))
                        .toList()));
        while (true) {
            long before = System.nanoTime();
            HttpResponse<String> answer;
            try {
                answer = backend.call("POST", "/v3/notifications", notification);
            } catch (UncheckedIOException noAnswer) {
                unanswered.incrementAndGet();
                Thread.sleep(AFTER_NO_ANSWER);
                continue;
            }
            switch (answer.statusCode()) {
                case 202 -> {
                    accepted.add(new Accepted(Backend.read(answer.body()).get("requestId").asText(), first, count));
                    acceptedDeliveries.addAndGet(count);
                    return;
                }
                case 503 -> refused(answer, System.nanoTime() - before);
                // The first one under this key is still under way.
                case 409 -> Thread.sleep(AFTER_NO_ANSWER);
                default -> {
                    complaints.add("POST /v3/notifications: " + answer.statusCode() + " " + answer.body());
                    return;
                }
            }
        }
    }

    private void refused(HttpResponse<String> answer, long nanos) throws InterruptedException {
        unavailable.incrementAndGet();
        slowestRefusal.accumulateAndGet(nanos, Math::max);
        String after = answer.headers().firstValue("Retry-After").orElse("");
        if (!after.matches("[1-9][0-9]?")) {
            complaints.add("503 without a Retry-After: " + answer.body());
        }
        Thread.sleep(AFTER_NO_ANSWER.multipliedBy(5));
    }
}
