package io.tidings.bootstrap.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits, when nothing goes wrong any more, until each delivery has come to its end, and asks for its story. */
final class Settling {

    private static final int QUESTIONS_AT_ONCE = 8;

    private final Backend backend;
    private final Map<String, List<Fate>> fates = new ConcurrentHashMap<>();

    Settling(Backend backend) {
        this.backend = backend;
    }

    /** @return all deliveries of what was accepted, as they stand when all have settled or patience is over */
    List<Fate> settle(Collection<Load.Accepted> accepted, Duration patience, Consumer<String> say)
            throws InterruptedException {
        var open = new ConcurrentLinkedQueue<>(accepted);
        try {
            Awaitility.await().atMost(patience).pollInterval(Duration.ofSeconds(1)).until(() -> {
                each(open, one -> {
                    List<Fate> now = fates(one);
                    fates.put(one.requestId(), now);
                    return Optional.of(one).filter(it -> now.size() == it.people()
                            && now.stream().allMatch(Fate::settled));
                }).forEach(open::remove);
                say.accept(open.size() + " of " + accepted.size() + " notifications are not settled yet");
                return open.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            say.accept("patience is over");
        }
        return fates.values().stream().flatMap(List::stream).toList();
    }

    /** How many attempts were cut off by the death of their process and had to be found out about. */
    int interrupted(List<Fate> all) throws InterruptedException {
        return each(all, one -> Optional.of(one).filter(fate -> story(fate).findValuesAsText("code")
                .contains("interrupted"))).size();
    }

    JsonNode story(Fate fate) {
        return backend.delivery(fate.id());
    }

    private List<Fate> fates(Load.Accepted one) {
        var answer = backend.call("GET", "/v3/notifications/" + one.requestId(), null);
        var now = new ArrayList<Fate>();
        if (answer.statusCode() == 200) {
            Backend.read(answer.body()).get("deliveries").forEach(shown -> now.add(Fate.of(shown)));
        }
        return now;
    }

    private static <T> List<T> each(Collection<T> all, Function<T, Optional<T>> question)
            throws InterruptedException {
        var permits = new Semaphore(QUESTIONS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var asked : threads.invokeAll(all.stream().<Callable<Optional<T>>>map(one -> () -> {
                permits.acquire();
                try {
                    return question.apply(one);
                } finally {
                    permits.release();
                }
            }).toList())) {
                asked.get().ifPresent(answers::add);
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a node that nothing was done to did not answer", e.getCause());
        }
    }
}
