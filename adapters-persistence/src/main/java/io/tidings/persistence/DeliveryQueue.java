package io.tidings.persistence;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.persistence.LaneFronts.Looks;
import io.tidings.persistence.QueueFront.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What is due. Every question reads a partial index, so that what is done costs nothing, however much it is. For the
 * planner to see that an index serves, a statement repeats the condition of the index word for word.
 *
 * <p>One for a process: it remembers the {@linkplain QueueFront fronts} of its queues.
 */
final class DeliveryQueue {

    /** Whoever asks when something falls due next looks up sooner than that anyhow. */
    private static final Duration NEAR = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Consumer<Runnable> afterCommit;
    private final Map<ProviderInstanceId, LaneFronts> lanes = new ConcurrentHashMap<>();
    private final QueueFront allLanes = new QueueFront();
    private final Map<Step, QueueFront> lanesToAsk = new EnumMap<>(
            Map.of(Step.RESOLVE, new QueueFront(), Step.POLL, new QueueFront()));
    private final QueueFront expiries = new QueueFront();
    private final QueueFront future = new QueueFront();
    private volatile Optional<Instant> farDue = Optional.empty();

    /** @param afterCommit does what it is given when the unit of work that runs is durable */
    DeliveryQueue(InstantSource clock, Consumer<Runnable> afterCommit) {
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /** When the first of them is due in each lane. */
    static Map<ProviderInstanceId, Instant> earliest(Collection<Delivery> deliveries) {
        var earliest = new HashMap<ProviderInstanceId, Instant>();
        deliveries.forEach(delivery -> delivery.due().ifPresent(due -> delivery.lane().ifPresent(
                lane -> earliest.merge(lane.instance(), due.at(), (one, other) -> one.isBefore(other) ? one : other))));
        return earliest;
    }

    /** Something that is due then is durable: no look misses it from now on, and the lane is looked into. */
    void expect(ProviderInstanceId lane, Instant due) {
        fronts(lane).expect(due.toEpochMilli(), clock.millis());
    }

    /** The same of the moment at which they expire. */
    void expectExpiries(Collection<Delivery> deliveries) {
        deliveries.stream().filter(delivery -> delivery.due().filter(due -> due.step() == Step.SEND).isPresent())
                .map(delivery -> delivery.order().expiresAt()).min(Comparator.naturalOrder())
                .ifPresent(first -> expiries.expect(first.toEpochMilli()));
    }

    void expect(WorkHint hint) {
        if (hint.equals(WorkHint.ANYTHING)) {
            Stream.concat(Stream.of(allLanes, expiries), lanesToAsk.values().stream()).forEach(QueueFront::forget);
            lanes.values().forEach(LaneFronts::forget);
        }
        hint.earliest().forEach((lane, due) -> fronts(lane).expect(due, clock.millis()));
    }

    Set<ProviderInstanceId> lanesDue(Handle handle, Instant now, Set<ProviderInstanceId> but) {
        Look look = allLanes.look(clock.millis());
        Set<ProviderInstanceId> due = look.whole() ? allDue(handle, now) : activeDue(handle, now, but);
        due.forEach(lane -> fronts(lane).active(look.begun()));
        allLanes.ended(look, clock.millis());
        due.removeAll(but);
        return due;
    }

    private static Set<ProviderInstanceId> allDue(Handle handle, Instant now) {
        return Looks.WHOLE.bind(handle.createQuery(DueStatements.LANES_DUE))
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new ProviderInstanceId(Columns.uuid(row, "id")))
                .set();
    }

    private Set<ProviderInstanceId> activeDue(Handle handle, Instant now, Set<ProviderInstanceId> but) {
        return activeLanes()
                .filter(lane -> !but.contains(lane.getKey()))
                .filter(lane -> isDue(handle, lane.getKey(), lane.getValue(), now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isDue(Handle handle, ProviderInstanceId lane, LaneFronts fronts, Instant now) {
        Looks looks = fronts.look(clock.millis());
        boolean due = looks.bind(handle.createQuery(DueStatements.LANE_DUE))
                .bind("lane", lane.value())
                .bind("now", now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
        fronts.ended(looks, clock.millis());
        if (!due) {
            fronts.reached(looks, List.of(), true, now, clock.millis());
        }
        return due;
    }

    List<Delivery> sends(Handle handle, Ledger ledger, ProviderInstanceId lane, int limit, Instant now) {
        LaneFronts fronts = fronts(lane);
        Looks looks = fronts.look(clock.millis());
        List<Delivery> found = DeliveryTable.list(handle, looks.bind(handle.createQuery(DueStatements.SENDS))
                .bind("lane", lane.value())
                .bind("limit", limit)
                .bind("now", now.toEpochMilli()), ledger);
        fronts.ended(looks, clock.millis());
        afterCommit.accept(() -> fronts.reached(looks, found, found.size() < limit, now, clock.millis()));
        return found;
    }

    private LaneFronts fronts(ProviderInstanceId lane) {
        return lanes.computeIfAbsent(lane, unknown -> new LaneFronts());
    }

    Set<ProviderInstanceId> lanesToAsk(Handle handle, Step step, Instant now) {
        QueueFront all = lanesToAsk.get(step);
        Look look = all.look(clock.millis());
        Set<ProviderInstanceId> due = look.whole() ? allToAsk(handle, step, look, now) : activeToAsk(handle, step, now);
        due.forEach(lane -> fronts(lane).active(look.begun()));
        all.ended(look, clock.millis());
        return due;
    }

    private static Set<ProviderInstanceId> allToAsk(Handle handle, Step step, Look look, Instant now) {
        return handle.createQuery(DueStatements.LANES_TO_ASK)
                .bind("step", step.name())
                .bind("from", look.from())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new ProviderInstanceId(Columns.uuid(row, "id")))
                .set();
    }

    private Set<ProviderInstanceId> activeToAsk(Handle handle, Step step, Instant now) {
        return activeLanes()
                .filter(lane -> isToAsk(handle, step, lane.getKey(), lane.getValue().questions(step), now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isToAsk(Handle handle, Step step, ProviderInstanceId lane, QueueFront front, Instant now) {
        Look look = front.look(clock.millis());
        boolean due = handle.createQuery(DueStatements.LANE_TO_ASK)
                .bind("lane", lane.value())
                .bind("step", step.name())
                .bind("from", look.from())
                .bind("now", now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
        front.ended(look, clock.millis());
        if (!due) {
            front.reached(look, now.toEpochMilli(), clock.millis());
        }
        return due;
    }

    List<Delivery> questions(Handle handle, ProviderInstanceId lane, Step step, int limit, Instant now) {
        QueueFront front = fronts(lane).questions(step);
        Look look = front.look(clock.millis());
        List<Delivery> found = DeliveryTable.list(handle, handle.createQuery("""
                SELECT * FROM delivery
                WHERE due_step <> 'SEND' AND instance_id = :lane AND due_step = :step
                    AND due_at >= :from AND due_at <= :now
                ORDER BY due_at LIMIT :limit <skip_locked>
                """)
                .bind("lane", lane.value())
                .bind("step", step.name())
                .bind("from", look.from())
                .bind("now", now.toEpochMilli())
                .bind("limit", limit));
        front.ended(look, clock.millis());
        Instant place = found.size() < limit ? now : found.getLast().due().orElseThrow().at();
        afterCommit.accept(() -> front.reached(look, place.toEpochMilli(), clock.millis()));
        return found;
    }

    /** Takes nothing: what it finds is there until it has been dealt with. */
    List<Delivery> expired(Handle handle, Instant now, int limit) {
        Look look = expiries.look(clock.millis());
        List<Delivery> found = DeliveryTable.list(handle, handle.createQuery("""
                SELECT * FROM delivery
                WHERE coalesce(due_step, '') = 'SEND' AND expires_at >= :from AND expires_at <= :now
                ORDER BY expires_at LIMIT :limit
                """)
                .bind("from", look.from())
                .bind("now", now.toEpochMilli())
                .bind("limit", limit));
        expiries.ended(look, clock.millis());
        Instant place = found.isEmpty() ? now : found.getFirst().order().expiresAt();
        expiries.reached(look, place.toEpochMilli(), clock.millis());
        return found;
    }

    static Query waiting(Handle handle, ProviderInstanceId lane, int limit) {
        return handle.createQuery("""
                SELECT * FROM delivery WHERE due_step = 'SEND' AND instance_id = :lane
                ORDER BY priority, due_at LIMIT :limit
                """)
                .bind("lane", lane.value())
                .bind("limit", limit);
    }

    /** What is far may be what an earlier look has found. */
    Optional<Instant> nextDue(Handle handle, Instant after) {
        Look look = future.look(clock.millis());
        if (look.whole()) {
            farDue = earliest(Stream.of(handle.createQuery(DueStatements.NEXT_OF_ALL)), after, Long.MAX_VALUE);
            future.ended(look, clock.millis());
            return farDue;
        }
        Stream<Query> ofLanes = activeLanes().map(lane -> handle.createQuery(DueStatements.NEXT_OF_LANE)
                .bind("lane", lane.getKey().value()));
        return earliest(ofLanes, after, after.plus(NEAR).toEpochMilli())
                .or(() -> farDue.filter(at -> at.isAfter(after)));
    }

    private static Optional<Instant> earliest(Stream<Query> questions, Instant after, long until) {
        return questions.flatMap(question -> question.bind("after", after.toEpochMilli())
                .bind("until", until)
                .map((row, context) -> Columns.momentIfAny(row, "at"))
                .one()
                .stream()).min(Comparator.naturalOrder());
    }

    /** Those in which there may be something that no look at all of them has shown since. */
    private Stream<Map.Entry<ProviderInstanceId, LaneFronts>> activeLanes() {
        long now = clock.millis();
        return lanes.entrySet().stream().filter(lane -> lane.getValue().isActive(now));
    }

    /** As {@link io.tidings.domain.delivery.Delivery#hastened}, all in one statement; what others hold they decide. */
    static int hasten(Handle handle, ProviderInstanceId lane, Instant now) {
        return handle.createUpdate("""
                UPDATE delivery SET due_at = :now, version = version + 1
                WHERE id IN (
                    SELECT id FROM delivery
                    WHERE due_step = 'SEND' AND instance_id = :lane AND priority IN (0, 1, 2) AND due_at > :now
                        AND EXISTS (SELECT 1 FROM attempt WHERE delivery_id = delivery.id)
                    <skip_locked>)
                """)
                .bind("lane", lane.value())
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
