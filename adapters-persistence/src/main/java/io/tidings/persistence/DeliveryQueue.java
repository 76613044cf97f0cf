package io.tidings.persistence;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What is due. Every question reads a partial index, so that what is done costs nothing, however much it is. For the
 * planner to see that an index serves, a statement repeats the condition of the index word for word.
 */
final class DeliveryQueue {

    /**
     * The lanes in which something waits to be sent: steps from one to the next in the index instead of reading
     * what waits in each.
     */
    private static final String LANES = "WITH RECURSIVE " + lanes("lane", "due_step = 'SEND'") + """
            , urgency (rank) AS (VALUES (0), (1), (2))
            """;

    /** The lanes of which something is to be asked, in the same manner. */
    private static final String ASKED = lanes("asked", "due_step <> 'SEND'");

    private static final String LANES_DUE = LANES + """
            SELECT id FROM lane
            WHERE EXISTS (SELECT 1 FROM urgency
                          WHERE EXISTS (SELECT 1 FROM delivery
                                        WHERE due_step = 'SEND' AND instance_id = lane.id AND priority = urgency.rank
                                            AND due_at <= :now AND expires_at > :now))
            """;

    private static final String LANES_TO_ASK = "WITH RECURSIVE " + ASKED + """
            SELECT id FROM asked
            WHERE EXISTS (SELECT 1 FROM delivery
                          WHERE due_step <> 'SEND' AND instance_id = asked.id AND due_step = :step
                              AND due_at <= :now)
            """;

    private static final String NEXT_DUE = LANES + ", " + ASKED + """
            SELECT min(due_at) AS at FROM (
                SELECT (SELECT min(due_at) FROM delivery
                        WHERE due_step = 'SEND' AND instance_id = lane.id AND priority = urgency.rank
                            AND due_at > :after) AS due_at
                FROM lane CROSS JOIN urgency
                UNION ALL
                SELECT (SELECT min(due_at) FROM delivery
                        WHERE due_step <> 'SEND' AND instance_id = asked.id AND due_step = 'RESOLVE'
                            AND due_at > :after)
                FROM asked
                UNION ALL
                SELECT (SELECT min(due_at) FROM delivery
                        WHERE due_step <> 'SEND' AND instance_id = asked.id AND due_step = 'POLL'
                            AND due_at > :after)
                FROM asked) AS due
            """;

    /**
     * One question after the other, each of them in the order of the index, until there are enough: what is due
     * later, or less urgent, is not even read.
     */
    private static final String SENDS = Stream.of(Priority.values())
            .map(priority -> """
                    SELECT * FROM (
                        SELECT * FROM delivery
                        WHERE due_step = 'SEND' AND instance_id = :lane AND priority = %d AND due_at <= :now
                            AND expires_at > :now
                        ORDER BY due_at LIMIT :limit <skip_locked>) AS due
                    """.formatted(priority.ordinal()))
            .collect(Collectors.joining("UNION ALL\n", "", "LIMIT :limit"));

    private DeliveryQueue() {}

    private static String lanes(String name, String waiting) {
        return """
                %1$s (id) AS (
                    SELECT (SELECT instance_id FROM delivery WHERE %2$s ORDER BY instance_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT instance_id FROM delivery WHERE %2$s AND instance_id > %1$s.id
                            ORDER BY instance_id LIMIT 1)
                    FROM %1$s WHERE %1$s.id IS NOT NULL)
                """.formatted(name, waiting);
    }

    static Set<ProviderInstanceId> lanesDue(Handle handle, Instant now) {
        return handle.createQuery(LANES_DUE)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new ProviderInstanceId(Columns.uuid(row, "id")))
                .set();
    }

    static Query sends(Handle handle, ProviderInstanceId lane, int limit, Instant now) {
        return handle.createQuery(SENDS)
                .bind("lane", lane.value())
                .bind("limit", limit)
                .bind("now", now.toEpochMilli());
    }

    static Set<ProviderInstanceId> lanesToAsk(Handle handle, Step step, Instant now) {
        return handle.createQuery(LANES_TO_ASK)
                .bind("step", step.name())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new ProviderInstanceId(Columns.uuid(row, "id")))
                .set();
    }

    static Query questions(Handle handle, ProviderInstanceId lane, Step step, int limit, Instant now) {
        return handle.createQuery("""
                SELECT * FROM delivery
                WHERE due_step <> 'SEND' AND instance_id = :lane AND due_step = :step AND due_at <= :now
                ORDER BY due_at LIMIT :limit <skip_locked>
                """)
                .bind("lane", lane.value())
                .bind("step", step.name())
                .bind("limit", limit)
                .bind("now", now.toEpochMilli());
    }

    static Query expired(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
                SELECT * FROM delivery WHERE due_step = 'SEND' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
                """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit);
    }

    static Query waiting(Handle handle, ProviderInstanceId lane, int limit) {
        return handle.createQuery("""
                SELECT * FROM delivery WHERE due_step = 'SEND' AND instance_id = :lane
                ORDER BY priority, due_at LIMIT :limit
                """)
                .bind("lane", lane.value())
                .bind("limit", limit);
    }

    static Optional<Instant> nextDue(Handle handle, Instant after) {
        return handle.createQuery(NEXT_DUE)
                .bind("after", after.toEpochMilli())
                .map((row, context) -> Columns.momentIfAny(row, "at"))
                .one();
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
