package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement gets slower because the history gets longer. */
final class QueryPlanTest {

    private static final Instant NOW = Samples.NOW;

    /**
     * Rows that a statement makes itself, a table that is kept short, and the first entry of an index of what waits.
     */
    private static final List<String> HARMLESS = List.of("SCAN CONSTANT ROW", "SCAN lane", "SCAN asked", "SCAN due",
            "SCAN statistic_change",
            "SCAN delivery USING COVERING INDEX delivery_to_send",
            "SCAN delivery USING COVERING INDEX delivery_to_ask");

    @TempDir
    private Path directory;

    @Test
    void statementOfTheDailyWork_readsNoWholeTableAndSortsNothing() throws SQLException {
        Set<String> statements = statements(QueryPlanTest::work);
        assertThat(statements).hasSizeGreaterThan(25);

        var slow = new ArrayList<String>();
        for (String statement : statements) {
            for (String step : plan(statement)) {
                boolean scan = step.startsWith("SCAN") && HARMLESS.stream().noneMatch(step::startsWith);
                boolean sort = step.contains("TEMP B-TREE") && !step.endsWith("FOR GROUP BY");
                if (scan || sort) {
                    slow.add(step + " in: " + statement);
                }
            }
        }
        assertThat(slow).isEmpty();
    }

    @Test
    void questionForWorkOfOneLane_readsThatLaneOnly() throws SQLException {
        var lane = Samples.lane().instance();
        assertThat(indexes(
                stores -> stores.deliveries().claimSends(lane, 10, NOW, Samples.beginning(Samples.lease(NOW), NOW))))
                .contains("delivery_to_send (instance_id=? AND priority=? AND due_at>? AND due_at<?)");
        assertThat(indexes(stores -> stores.deliveries().findWaiting(lane, 10)))
                .contains("delivery_to_send (instance_id=?)");
        assertThat(indexes(stores -> stores.deliveries().hasten(lane, NOW)))
                .contains("delivery_to_send (instance_id=? AND priority=? AND due_at>?)");
        assertThat(indexes(stores -> stores.deliveries().lanesDue(NOW, Set.of())))
                .contains("delivery_to_send (instance_id>?)",
                        "delivery_to_send (instance_id=? AND priority=? AND due_at>? AND due_at<?)");
    }

    @Test
    void questionForWorkOfOneKind_readsThatKindOnly() throws SQLException {
        assertThat(indexes(stores -> stores.deliveries().findExpired(NOW, 10)))
                .contains("delivery_to_expire (expires_at>? AND expires_at<?)");
        assertThat(indexes(stores -> stores.deliveries().claimQuestions(Samples.lane().instance(), Step.POLL, 10,
                Samples.lease(NOW), NOW)))
                .contains("delivery_to_ask (instance_id=? AND due_step=? AND due_at>? AND due_at<?)");
        assertThat(indexes(stores -> stores.deliveries().lanesToAsk(Step.POLL, NOW)))
                .contains("delivery_to_ask (instance_id>?)",
                        "delivery_to_ask (instance_id=? AND due_step=? AND due_at>? AND due_at<?)");
        assertThat(indexes(stores -> stores.deliveries().isUnderWay(Samples.lane().instance())))
                .contains("delivery_to_ask (instance_id=?)");
        assertThat(indexes(stores -> stores.deliveries().removeEnded(NOW, 10)))
                .contains("delivery_to_remove (updated_at<?)");
        assertThat(indexes(stores -> stores.deliveries().nextDue(NOW)))
                .contains("delivery_to_ask (instance_id=? AND due_step=? AND due_at>? AND due_at<?)",
                        "delivery_to_send (instance_id=? AND priority=? AND due_at>? AND due_at<?)");
    }

    private List<String> indexes(Consumer<Opened> work) throws SQLException {
        var indexes = new ArrayList<String>();
        for (String statement : statements(work)) {
            for (String step : plan(statement)) {
                indexes.add(step.replaceFirst("SEARCH delivery (EXISTS )?USING (COVERING )?INDEX ", ""));
            }
        }
        return indexes;
    }

    private Set<String> statements(Consumer<Opened> work) {
        try (Opened opened = Opened.in(directory)) {
            Set<String> statements = new LinkedHashSet<>();
            // All within one unit of work, where one connection does everything.
            opened.transactions().run(() -> {
                opened.persistence().database().write(handle -> handle.setSqlLogger(collector(statements)));
                work.accept(opened);
            });
            return statements;
        }
    }

    /** What the stores do while they accept, send and follow deliveries. */
    static void work(Opened opened) {
        Scene scene = Scene.in(opened);
        var deliveries = opened.deliveries();
        opened.apps().findByKey(scene.app().key());
        opened.providerInstances().find(scene.instance().id());
        opened.providerInstances().ofApp(scene.app().id());
        opened.profiles().merge(scene.app().id(), Map.of(Samples.ANN, JsonObject.EMPTY), NOW);
        opened.notifications().find(scene.notification().id());
        Delivery delivery = scene.added(scene.queued());
        deliveries.lanesDue(NOW, Set.of());
        deliveries.nextDue(NOW);
        deliveries.findExpired(NOW, 10);
        deliveries.findWaiting(scene.instance().id(), 10);
        delivery = deliveries.claimSends(scene.instance().id(), 10, NOW, Samples.beginning(Samples.lease(NOW), NOW))
                .getFirst();
        scene.saved(delivery.answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(NOW)));
        deliveries.lanesToAsk(Step.POLL, NOW);
        deliveries.isUnderWay(scene.instance().id());
        deliveries.claimQuestions(scene.instance().id(), Step.POLL, 10, Samples.lease(NOW), NOW);
        deliveries.findByReference(scene.app().id(), ScriptedProvider.ID, "SM1");
        deliveries.lock(delivery.id());
        deliveries.find(delivery.id());
        deliveries.timeline(delivery.id());
        deliveries.ofNotification(scene.notification().id(), Optional.empty(), 10);
        deliveries.count(scene.notification().id());
        deliveries.park(new ParkedReport(scene.app().id(), ScriptedProvider.ID,
                Samples.report("SM2", ReportedStatus.SENT), NOW));
        deliveries.unpark(scene.app().id(), ScriptedProvider.ID, Set.of("SM2"));
        deliveries.forgetParked(NOW, 10);
        deliveries.hasten(scene.instance().id(), NOW);
        scene.added(scene.queued().discarded(Explanation.providerRemoved(), NOW.minusMillis(1)));
        deliveries.removeEnded(NOW, 10);
        opened.statistics().of(scene.app().id(), Interval.HOUR, NOW, NOW.plusSeconds(7_200));
        opened.persistence().database().write(handle -> {
            StatisticTable.fold(handle);
            return null;
        });
        opened.lanes().pay(scene.instance().id(), Traffic.SENDS,
                opened.lanes().lockPaidUntil(scene.instance().id(), Traffic.SENDS));
        opened.providerInstances().ofApp(scene.app().key());
        opened.idempotency().take(scene.app().id(), new IdempotencyKey("key"), NOW);
        opened.idempotency().forget(NOW, 10);
    }

    static SqlLogger collector(Set<String> statements) {
        return new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                // Rows are prepared as they are written.
                statements.add(context.getParsedSql() == null
                        ? context.getRawSql()
                        : context.getParsedSql().getSql());
            }
        };
    }

    private List<String> plan(String statement) throws SQLException {
        return plan(directory, statement);
    }

    static List<String> plan(Path directory, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tidings.db"));
                var explained = connection.prepareStatement("EXPLAIN QUERY PLAN " + statement);
                var rows = explained.executeQuery()) {
            var steps = new ArrayList<String>();
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
            return steps;
        }
    }
}
