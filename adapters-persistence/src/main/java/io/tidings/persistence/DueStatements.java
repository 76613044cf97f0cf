package io.tidings.persistence;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Priority;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link DeliveryQueue} asks. For the planner to see that a partial index serves, each statement repeats the
 * condition of the index word for word.
 */
final class DueStatements {

    /**
     * The lanes in which something waits to be sent: steps from one to the next in the index instead of reading
     * what waits in each.
     */
    private static final String LANES = "WITH RECURSIVE " + lanes("lane", "due_step = 'SEND'");

    /** The lanes of which something is to be asked, in the same manner. */
    private static final String ASKED = lanes("asked", "due_step <> 'SEND'");

    /**
     * Whether a lane has anything due: of each urgency one row is asked for, in the order of the index. Asked with
     * {@code EXISTS}, or in no order, PostgreSQL would rather read all that is due, seeing that most of it fits.
     */
    private static final String ANYTHING_DUE = Stream.of(Priority.values())
            .map(priority -> """
                    (SELECT 1 FROM delivery
                     WHERE due_step = 'SEND' AND instance_id = %%s AND priority = %1$d AND due_at >= :from%1$d
                         AND due_at <= :now AND expires_at > :now ORDER BY due_at LIMIT 1)
                    """.formatted(priority.ordinal()))
            .collect(Collectors.joining(", ", "coalesce(", ") IS NOT NULL"));

    static final String LANES_DUE = LANES + "SELECT id FROM lane WHERE id IS NOT NULL AND "
            + ANYTHING_DUE.replace("%s", "lane.id");

    static final String LANE_DUE = "SELECT " + ANYTHING_DUE.replace("%s", ":lane");

    /** As {@link #ANYTHING_DUE}. */
    private static final String ANYTHING_TO_ASK = """
            (SELECT 1 FROM delivery
             WHERE due_step <> 'SEND' AND instance_id = %s AND due_step = :step AND due_at >= :from AND due_at <= :now
             ORDER BY due_at LIMIT 1) IS NOT NULL
            """;

    static final String LANES_TO_ASK = "WITH RECURSIVE " + ASKED
            + "SELECT id FROM asked WHERE id IS NOT NULL AND " + ANYTHING_TO_ASK.formatted("asked.id");

    static final String LANE_TO_ASK = "SELECT " + ANYTHING_TO_ASK.formatted(":lane");

    private static final String NEXT_SEND = Stream.of(Priority.values())
            .map(priority -> """
                    SELECT (SELECT min(due_at) FROM delivery
                            WHERE due_step = 'SEND' AND instance_id = %%s AND priority = %d AND due_at > :after
                                AND due_at <= :until) AS due_at
                    """.formatted(priority.ordinal()))
            .collect(Collectors.joining(" %s UNION ALL\n", "", " %s"));

    private static final String NEXT_QUESTION = Stream.of(Step.RESOLVE, Step.POLL)
            .map(step -> """
                    SELECT (SELECT min(due_at) FROM delivery
                            WHERE due_step <> 'SEND' AND instance_id = %%s AND due_step = '%s' AND due_at > :after
                                AND due_at <= :until) AS due_at
                    """.formatted(step))
            .collect(Collectors.joining(" %s UNION ALL\n", "", " %s"));

    static final String NEXT_OF_ALL = LANES + ", " + ASKED + "SELECT min(due_at) AS at FROM ("
            + NEXT_SEND.replace("= %s", "= lane.id").replace("%s", "FROM lane WHERE id IS NOT NULL") + " UNION ALL\n"
            + NEXT_QUESTION.replace("= %s", "= asked.id").replace("%s", "FROM asked WHERE id IS NOT NULL") + ") AS due";

    static final String NEXT_OF_LANE = "SELECT min(due_at) AS at FROM ("
            + (NEXT_SEND + " UNION ALL\n" + NEXT_QUESTION).replace("= %s", "= :lane").replace("%s", "") + ") AS due";

    /**
     * One question after the other, each of them in the order of the index, until there are enough: what is due
     * later, or less urgent, is not even read.
     */
    static final String SENDS = Stream.of(Priority.values())
            .map(priority -> """
                    SELECT * FROM (
                        SELECT * FROM delivery
                        WHERE due_step = 'SEND' AND instance_id = :lane AND priority = %1$d
                            AND due_at >= :from%1$d AND due_at <= :now AND expires_at > :now
                        ORDER BY due_at LIMIT :limit <skip_locked>) AS due
                    """.formatted(priority.ordinal()))
            .collect(Collectors.joining("UNION ALL\n", "", "LIMIT :limit"));

    private static final String WAITING = """
            FROM delivery WHERE due_step = 'SEND' AND instance_id = :lane AND priority = :priority
                AND due_at <= :now AND expires_at > :now
            """;

    static final String COUNT = "SELECT count(*) FROM (SELECT 1 " + WAITING + "LIMIT :most) AS waiting";

    static final String LONGEST = "SELECT due_at " + WAITING + "ORDER BY due_at LIMIT 1";

    private DueStatements() {}

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
}
