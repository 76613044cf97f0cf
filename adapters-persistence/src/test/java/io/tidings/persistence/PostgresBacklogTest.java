package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a step costs depends neither on how much waits nor on what died. Counted in rows that PostgreSQL touches, by
 * its own statistics, and not in time.
 */
final class PostgresBacklogTest {

    private static final int BACKLOG = 2_000;
    private static final int BATCH = 10;
    private static final int FEW = 200;

    /** Stands still, but for a while that passes whenever it is read. */
    private final AtomicLong millis = new AtomicLong(Samples.NOW.toEpochMilli());
    private final AtomicLong passing = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.addAndGet(passing.get()));

    @TempDir
    private Path directory;

    private String url;
    private Opened opened;
    private Scene scene;

    @BeforeEach
    void fill() {
        url = PostgresServer.newSchema();
        opened = Opened.with(new PersistenceSettings(directory, Optional.of(url),
                Optional.of(PostgresServer.MASTER_KEY)), clock);
        scene = Scene.in(opened);
        opened.deliveries().add(Stream.generate(scene::queued).limit(BACKLOG)
                .map(delivery -> delivery.discarded(Explanation.providerRemoved(), Samples.NOW)).toList());
        // As it is where much has ended and a backlog comes of a sudden: the planner believes that hardly any waits.
        write(handle -> handle.execute("ANALYZE delivery"));
        opened.deliveries().add(Stream.generate(scene::queued).limit(BACKLOG).toList());
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void stepBesideABacklog_touchesWhatItTakes() {
        assertThat(touched("delivery", this::step)).isLessThan(FEW);
    }

    @Test
    void stepUnderAnOldSnapshot_doesNotPassWhatDiedBefore() throws SQLException {
        try (Connection old = PostgresServer.connect(url)) {
            hold(old);
            for (int taken = 0; taken < BACKLOG; taken += 500) {
                claim(500);
            }
            assertThat(touched("delivery", this::step)).as("a look from the beginning").isGreaterThan(BACKLOG / 2);

            // By now looks from the beginning take long, so they rest; and what was reached settles.
            passing.set(10);
            for (int i = 0; i < 3; i++) {
                millis.addAndGet(QueueFront.LAG);
                step();
                step();
            }
            assertThat(touched("delivery", this::step)).as("a short look").isLessThan(FEW);
            scene.added(scene.queuedFor(Instant.ofEpochMilli(millis.get())));
            assertThat(step()).as("what has come in since").hasSize(1);
            old.rollback();
        }
    }

    @Test
    void whatIsWrittenAndDueBeforeTheFront_isFoundAtTheNextClaim() {
        passTheBacklogBy();
        Delivery late = scene.added(scene.queued());
        assertThat(claim(1)).extracting(Delivery::id).containsExactly(late.id());
    }

    @Test
    void whatComesFromAnotherLane_isFoundAtTheNextClaim() {
        Scene elsewhere = scene.withAnotherLane();
        Delivery moving = elsewhere.added(elsewhere.queued());
        passTheBacklogBy();
        scene.saved(moving.rerouted(scene.lane(), Instant.ofEpochMilli(millis.get())));
        assertThat(claim(1)).extracting(Delivery::id).containsExactly(moving.id());
    }

    @Test
    void whatAnUndoneClaimTook_isFoundAtTheNextClaim() {
        passTheBacklogBy();
        millis.addAndGet(QueueFront.LAG);
        Instant due = Instant.ofEpochMilli(millis.get());
        Delivery wanted = scene.added(scene.queuedFor(due));
        for (int i = 0; i < 4; i++) {
            millis.addAndGet(QueueFront.LAG);
            assertThatThrownBy(() -> opened.transactions().run(() -> {
                assertThat(claim(BATCH)).hasSize(1);
                throw new IllegalStateException("said by a test");
            })).hasMessage("said by a test");
        }
        assertThat(claim(BATCH)).extracting(Delivery::id).containsExactly(wanted.id());
    }

    @Test
    void whatAnotherProcessWrites_isFoundWhenItsHintIsHeard() throws InterruptedException {
        var hints = new Semaphore(0);
        opened.persistence().onWork(hints::release);
        assertThat(hints.tryAcquire(20, TimeUnit.SECONDS)).as("listening").isTrue();
        passTheBacklogBy();
        try (Opened other = PostgresServer.open(url, directory)) {
            Delivery late = scene.queued();
            other.deliveries().add(List.of(late));
            assertThat(hints.tryAcquire(20, TimeUnit.SECONDS)).as("told").isTrue();
            assertThat(claim(1)).extracting(Delivery::id).containsExactly(late.id());
        }
    }

    @Test
    void whatNobodyTellsOf_isFoundWhenTheRestIsOver() {
        Delivery late = scene.added(scene.queuedFor(Samples.NOW.plusSeconds(600)));
        passTheBacklogBy();
        write(handle -> handle.execute("UPDATE delivery SET due_at = ? WHERE id = ?", Samples.NOW.toEpochMilli(),
                late.id().value()));
        assertThat(claim(1)).isEmpty();
        millis.addAndGet(QueueFront.LONGEST_REST);
        assertThat(claim(1)).extracting(Delivery::id).containsExactly(late.id());
    }

    /** Claims all, slowly, until looks begin behind it. */
    private void passTheBacklogBy() {
        passing.set(10);
        for (int i = 0; i < 3; i++) {
            millis.addAndGet(QueueFront.LAG);
            claim(BACKLOG);
        }
    }

    @Test
    void paidLane_isReadAtItsEndHoweverOftenItWasPaid() throws SQLException {
        try (Connection old = PostgresServer.connect(url)) {
            hold(old);
            for (int i = 1; i <= 1_000; i++) {
                Instant until = Samples.NOW.plus(i, ChronoUnit.MICROS);
                opened.transactions().run(() -> {
                    opened.lanes().lockPaidUntil(scene.instance().id(), Traffic.SENDS);
                    opened.lanes().pay(scene.instance().id(), Traffic.SENDS, until);
                });
            }
            assertThat(touched("lane_pace", () -> {
                assertThat(opened.lanes().lockPaidUntil(scene.instance().id(), Traffic.SENDS))
                        .isEqualTo(Samples.NOW.plus(1_000, ChronoUnit.MICROS));
                opened.lanes().pay(scene.instance().id(), Traffic.SENDS, Samples.NOW.plusSeconds(1));
            })).isLessThan(BATCH);
            old.rollback();
        }
    }

    /** What an engine asks for at every turn. */
    private List<Delivery> step() {
        Instant now = Instant.ofEpochMilli(millis.get());
        var deliveries = opened.deliveries();
        deliveries.findExpired(now, BATCH);
        List<Delivery> claimed = deliveries.lanesDue(now, Set.of()).stream()
                .flatMap(lane -> deliveries.claimSends(lane, BATCH, now, Samples.beginning(Samples.lease(now), now))
                        .stream())
                .toList();
        for (Step step : List.of(Step.RESOLVE, Step.POLL)) {
            deliveries.lanesToAsk(step, now)
                    .forEach(lane -> deliveries.claimQuestions(lane, step, BATCH, Samples.lease(now), now));
        }
        deliveries.nextDue(now);
        return claimed;
    }

    private List<Delivery> claim(int most) {
        Instant now = Instant.ofEpochMilli(millis.get());
        return opened.deliveries().claimSends(scene.instance().id(), most, now,
                Samples.beginning(Samples.lease(now), now));
    }

    /** How many entries of a table's indexes, and rows where no index served, the work has read. */
    private long touched(String table, Runnable work) {
        return opened.transactions().call(() -> {
            long before = read(table);
            work.run();
            return read(table) - before;
        });
    }

    private long read(String table) {
        return write(handle -> handle.createQuery("""
                SELECT pg_stat_get_xact_tuples_returned(CAST(:table AS regclass))
                    + (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index
                       WHERE indrelid = CAST(:table AS regclass))
                """).bind("table", table).mapTo(Long.class).one());
    }

    private <T> T write(Function<Handle, T> work) {
        return opened.persistence().database().write(work);
    }

    /** As a backup does, or a session that somebody forgot. */
    private static void hold(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM app");
        }
    }
}
