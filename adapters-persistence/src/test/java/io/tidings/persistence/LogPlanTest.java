package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.log.LogEntry;
import io.tidings.domain.log.LogFilter;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every filter of the log, and several together, are answered along the index that is made for them: nothing is sorted.
 */
final class LogPlanTest {

    private static final int ROWS = 12_000;

    /** Half of the deliveries wait for it, and none of it was discarded. */
    private static final Lane OTHER = new Lane(new ProviderId("other"), Samples.lane().instance());

    @TempDir
    private Path directory;

    @Test
    void sqlite_followsTheIndexOfTheLeadingFilter() throws SQLException {
        try (Opened opened = Opened.in(directory)) {
            Scene scene = Scene.in(opened);
            for (Map.Entry<LogFilter, String> filter : leads(scene.app().id()).entrySet()) {
                List<String> plan = QueryPlanTest.plan(directory, keyQuestion(opened, filter.getKey()));
                assertThat(plan.getFirst()).as(filter.getKey().toString()).startsWith("SEARCH")
                        .contains(filter.getValue());
                assertThat(plan).noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
            }
        }
    }

    @Test
    void postgres_followsTheIndexOfTheLeadingFilter() {
        try (Opened opened = PostgresServer.open(PostgresServer.newSchema(), directory)) {
            Scene scene = filled(opened);
            opened.persistence().database().write(handle -> handle.execute("ANALYZE"));
            leads(scene.app().id()).forEach((filter, index) -> {
                if (index.contains("provider") || index.contains("category")) {
                    // Of few values: without knowing which is asked for, the order of time is as good. See the readers'
                    // plan_cache_mode.
                    return;
                }
                String plan = PostgresPlanTest.plan(opened, keyQuestion(opened, filter));
                assertThat(plan).as(filter.toString())
                        .contains(index.startsWith("PRIMARY") ? "delivery_log_pkey" : index.split(" ")[0])
                        .doesNotContain("Seq Scan");
                if (!plan.contains("COALESCE")) {
                    // Of several filters, the part that is looked at is bounded: it may be sorted.
                    assertThat(plan).as(filter.toString()).doesNotContain("Sort", "Bitmap");
                }
            });
        }
    }

    /** What no index knows is looked for a bounded time, and the cursor leads on to where it is. */
    @Test
    void combinationThatHardlyAnythingFits_endsAPageEarlyAndGoesOn() {
        try (Opened opened = Opened.in(directory)) {
            Scene scene = filled(opened);
            AppId app = scene.app().id();
            var filter = new LogFilter(app, Set.of(), Set.of(DeliveryState.DISCARDED), Optional.empty(),
                    Optional.of(OTHER.provider()), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty());
            int pages = 0;
            Optional<String> cursor = Optional.empty();
            do {
                Page<LogEntry> page = opened.log().page(filter, cursor, 0, 100);
                assertThat(page.items()).isEmpty();
                cursor = page.nextCursor();
                pages++;
            } while (cursor.isPresent());
            assertThat(pages).isEqualTo(ROWS / 2 / JdbiDeliveryLog.MOST_LOOKED_AT + 1);
        }
    }

    /** Whichever filter it is that makes it rare. */
    @Test
    void whatOneOfSeveralFiltersMakesRare_isFoundOnOnePage() {
        try (Opened opened = Opened.in(directory)) {
            AppId app = filled(opened).app().id();
            Set<DeliveryState> discarded = Set.of(DeliveryState.DISCARDED);
            Optional<ProviderId> other = Optional.of(OTHER.provider());
            Optional<String> none = Optional.of("none");
            for (LogFilter filter : List.of(
                    filter(app, Set.of(), discarded, Optional.of(new ProviderId("none")), Optional.empty(),
                            Optional.empty(), Optional.empty()),
                    filter(app, Set.of(), discarded, other, none, Optional.empty(), Optional.empty()),
                    filter(app, Set.of(), Set.of(DeliveryState.SEEN, DeliveryState.DELIVERED), other, Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    filter(app, Set.of(new UserId("user-1")), discarded, other, Optional.empty(), Optional.empty(),
                            Optional.empty()))) {
                Page<LogEntry> page = opened.log().page(filter, Optional.empty(), 0, 100);

                assertThat(page.items()).as(filter.toString()).isEmpty();
                assertThat(page.nextCursor()).as(filter.toString()).isEmpty();
            }
        }
    }

    private static Map<LogFilter, String> leads(AppId app) {
        Set<DeliveryState> state = Set.of(DeliveryState.SEEN, DeliveryState.DELIVERED);
        Optional<ProviderId> provider = Optional.of(new ProviderId("rare"));
        Optional<String> word = Optional.of("rare");
        Set<UserId> ann = Set.of(Samples.ANN);
        var now = Optional.of(Samples.NOW);
        var leads = new LinkedHashMap<LogFilter, String>();
        leads.put(LogFilter.all(app), "PRIMARY KEY (app_id=?");
        leads.put(filter(app, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), now),
                "PRIMARY KEY (app_id=?");
        for (var from : List.of(Optional.<java.time.Instant>empty(), now)) {
            leads.put(filter(app, ann, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), from),
                    "delivery_log_by_user (app_id=? AND user_id=?");
            leads.put(filter(app, Set.of(), state, Optional.empty(), Optional.empty(), Optional.empty(), from),
                    "delivery_by_state (app_id=? AND state=?");
            leads.put(filter(app, Set.of(), Set.of(), provider, Optional.empty(), Optional.empty(), from),
                    "delivery_log_by_provider (app_id=? AND provider_id=?");
            leads.put(filter(app, Set.of(), Set.of(), Optional.empty(), word, Optional.empty(), from),
                    "delivery_log_by_category (app_id=? AND category=?");
            leads.put(filter(app, Set.of(), Set.of(), Optional.empty(), Optional.empty(), word, from),
                    "delivery_by_explanation (app_id=? AND explanation_code=?");
        }
        leads.put(filter(app, ann, state, provider, word, word, now), "delivery_log_by_user (app_id=? AND user_id=?");
        leads.put(filter(app, Set.of(), state, provider, word, word, now),
                "delivery_by_explanation (app_id=? AND explanation_code=?");
        leads.put(filter(app, Set.of(), state, provider, word, Optional.empty(), now),
                "delivery_log_by_category (app_id=? AND category=?");
        leads.put(filter(app, Set.of(), state, provider, Optional.empty(), Optional.empty(), now),
                "delivery_by_state (app_id=? AND state=?");
        return leads;
    }

    private static LogFilter filter(AppId app, Set<UserId> users, Set<DeliveryState> states,
            Optional<ProviderId> provider, Optional<String> category, Optional<String> code,
            Optional<java.time.Instant> from) {
        return new LogFilter(app, users, states, Optional.empty(), provider, category, code, from, Optional.empty());
    }

    /** The statement that looks for the keys of a page: of those that look at keys, the one with all conditions. */
    private static String keyQuestion(Opened opened, LogFilter filter) {
        Set<String> statements = ConcurrentHashMap.newKeySet();
        opened.transactions().run(() -> {
            opened.persistence().database().write(handle -> handle.setSqlLogger(QueryPlanTest.collector(statements)));
            opened.log().page(filter, Optional.empty(), 0, 100);
        });
        return statements.stream().filter(sql -> sql.contains("created_at") && !sql.contains("OFFSET")
                && !sql.contains("d.*")).max(Comparator.comparing(String::length)).orElseThrow();
    }

    private static Scene filled(Opened opened) {
        Scene scene = Scene.in(opened);
        for (int batch = 0; batch < ROWS / 2_000; batch++) {
            int first = batch * 2_000;
            var deliveries = new ArrayList<Delivery>();
            IntStream.range(first, first + 2_000).forEach(i -> {
                DeliveryOrder like = scene.order();
                var order = new DeliveryOrder(like.id(), like.notification(), like.app(),
                        new UserId("user-" + i % 1_000), like.channel(), like.priority(), Samples.NOW.plusSeconds(i),
                        like.expiresAt(), Optional.empty());
                deliveries.add(i % 2 == 0
                        ? Samples.queued(order, scene.lane()).discarded(Explanation.closed(), Samples.NOW)
                        : Samples.queued(order, OTHER));
            });
            opened.deliveries().add(deliveries);
        }
        return scene;
    }
}
