package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Priority;
import io.tidings.persistence.QueueFront.Look;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/** The {@linkplain QueueFront fronts} of one lane: a queue for each priority, and one for each kind of question. */
final class LaneFronts {

    private final List<QueueFront> byPriority = Stream.generate(QueueFront::new).limit(Priority.values().length)
            .toList();

    private final Map<Step, QueueFront> byStep = new EnumMap<>(
            Map.of(Step.RESOLVE, new QueueFront(), Step.POLL, new QueueFront()));

    private volatile long activeAt;

    /** How to look into each, now. */
    record Looks(List<Look> byPriority) {

        /** Looks at everything. */
        static final Looks WHOLE = new LaneFronts().look(0);

        Query bind(Query query) {
            for (Priority priority : Priority.values()) {
                query.bind("from" + priority.ordinal(), byPriority.get(priority.ordinal()).from());
            }
            return query;
        }
    }

    Looks look(long now) {
        return new Looks(byPriority.stream().map(front -> front.look(now)).toList());
    }

    void ended(Looks looks, long now) {
        for (int i = 0; i < byPriority.size(); i++) {
            byPriority.get(i).ended(looks.byPriority().get(i), now);
        }
    }

    /**
     * To be said when what was taken is taken for good.
     *
     * @param taken all that the looks found: most urgent first, then longest due first, perhaps not to the end
     * @param asked up to when they looked
     */
    void reached(Looks looks, List<Delivery> taken, boolean toTheEnd, Instant asked, long now) {
        int last = toTheEnd ? byPriority.size() : taken.getLast().order().priority().ordinal();
        for (int i = 0; i < last; i++) {
            byPriority.get(i).reached(looks.byPriority().get(i), asked.toEpochMilli(), now);
        }
        if (!toTheEnd) {
            byPriority.get(last).reached(looks.byPriority().get(last),
                    taken.getLast().due().orElseThrow().at().toEpochMilli(), now);
        }
    }

    /** Something is here that is due at that moment, in whichever queue, now or later. */
    void expect(long due, long now) {
        all().forEach(front -> front.expect(due));
        active(now);
    }

    void forget() {
        all().forEach(QueueFront::forget);
    }

    private Stream<QueueFront> all() {
        return Stream.concat(byPriority.stream(), byStep.values().stream());
    }

    /** @param step no sends */
    QueueFront questions(Step step) {
        return byStep.get(step);
    }

    /** Something was seen to wait here, or was written. */
    void active(long now) {
        activeAt = now;
    }

    /** Whether there may be something that no look at all lanes has shown since. */
    boolean isActive(long now) {
        return now - activeAt <= QueueFront.LONGEST_REST;
    }
}
