package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a backlog and a history, PostgreSQL's planner finds the indexes too, whatever the values will be. */
final class PostgresPlanTest {

    private static final int ROWS = 5_000;

    private Opened opened;
    private Scene scene;

    @BeforeEach
    void fill(@TempDir Path directory) {
        opened = PostgresServer.open(PostgresServer.newSchema(), directory);
        scene = Scene.in(opened);
        opened.deliveries().add(Stream.generate(scene::queued).limit(ROWS).toList());
        for (int i = 0; i < 20; i++) {
            Scene past = scene.withAnotherNotification();
            opened.deliveries().add(Stream.generate(past::queued).limit(ROWS / 20)
                    .map(delivery -> delivery.discarded(Explanation.providerRemoved(), Samples.NOW)).toList());
        }
        execute("ANALYZE delivery", "ANALYZE timeline", "ANALYZE attempt");
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void statementOfTheDailyWork_readsNoLongTable() {
        // What the writer does after the commit is collected, too, from its own thread.
        Set<String> statements = ConcurrentHashMap.newKeySet();
        opened.transactions().run(() -> {
            opened.persistence().database().write(handle -> handle.setSqlLogger(QueryPlanTest.collector(statements)));
            QueryPlanTest.work(opened);
        });
        assertThat(statements).hasSizeGreaterThan(25);
        var slow = new ArrayList<String>();
        for (String statement : List.copyOf(statements)) {
            String plan = plan(statement);
            if (plan.contains("Seq Scan on delivery") || plan.contains("Seq Scan on timeline")) {
                slow.add(plan + "\nof: " + statement);
            }
        }
        assertThat(slow).isEmpty();
    }

    @Test
    void claim_readsItsLaneInOrderAndStopsWhenItHasEnough() {
        Set<String> statements = new LinkedHashSet<>();
        opened.transactions().run(() -> {
            opened.persistence().database().write(handle -> handle.setSqlLogger(QueryPlanTest.collector(statements)));
            List<Delivery> claimed = opened.deliveries().claimSends(scene.instance().id(), 10, Samples.NOW,
                    Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW));
            assertThat(claimed).hasSize(10);
        });
        String plan = plan(statements.iterator().next());
        assertThat(plan).contains("Index Scan using delivery_to_send", "LockRows").doesNotContain("Sort");
    }

    private String plan(String statement) {
        return plan(opened, statement);
    }

    static String plan(Opened opened, String statement) {
        if (!Pattern.compile("\\A\\s*(WITH|SELECT|INSERT|UPDATE|DELETE)").matcher(statement).find()) {
            return "";
        }
        String[] parts = statement.split("\\?", -1);
        var numbered = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            numbered.append('$').append(i).append(parts[i]);
        }
        String values = parts.length == 1 ? "" : "(" + "NULL, ".repeat(parts.length - 2) + "NULL)";
        return opened.persistence().database().write(handle -> {
            raw(handle, "SET LOCAL plan_cache_mode = force_generic_plan");
            raw(handle, "PREPARE it AS " + numbered);
            try {
                return String.join("\n", explained(handle, "EXPLAIN EXECUTE it" + values));
            } finally {
                raw(handle, "DEALLOCATE it");
            }
        });
    }

    private void execute(String... statements) {
        opened.persistence().database().write(handle -> {
            for (String statement : statements) {
                raw(handle, statement);
            }
            return null;
        });
    }

    /** Past Jdbi, which would take a colon or a question mark for its own. */
    private static void raw(Handle handle, String sql) {
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static List<String> explained(Handle handle, String sql) {
        try (var statement = handle.getConnection().createStatement(); var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
