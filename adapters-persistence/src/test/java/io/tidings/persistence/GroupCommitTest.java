package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.tx.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What units of work share, and what they do not. */
final class GroupCommitTest {

    private static final int UNITS = 100;

    @TempDir
    private Path directory;

    private Opened opened;

    @BeforeEach
    void open() {
        // A clock that stands still never ends a gathering before its time.
        opened = Opened.with(PersistenceSettings.in(directory), InstantSource.fixed(Samples.NOW));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void smallUnits_waitForOneLargeAtMost() {
        var order = new ConcurrentLinkedQueue<String>();
        List<CompletableFuture<Supplier<Object>>> ends = whileTheWriterIsBusy(() -> {
            var units = new ArrayList<CompletableFuture<Supplier<Object>>>();
            var transactions = (GroupCommit) opened.transactions();
            for (int i = 0; i < UNITS; i++) {
                units.add(transactions.submitLarge(() -> order.add("large")));
            }
            units.add(transactions.submit(() -> order.add("small")));
            return units;
        });
        ends.forEach(end -> end.join().get());
        assertThat(order).hasSize(UNITS + 1);
        assertThat(List.copyOf(order).indexOf("small")).isLessThanOrEqualTo(1);
    }

    @Test
    void unitsThatComeTogether_shareCommits() throws IOException {
        long before = commits();
        List<CompletableFuture<Supplier<Object>>> ends = whileTheWriterIsBusy(() -> {
            var units = new ArrayList<CompletableFuture<Supplier<Object>>>();
            for (int i = 0; i < UNITS; i++) {
                units.add(submit(() -> opened.apps().add(Samples.app())));
            }
            return units;
        });
        ends.forEach(end -> end.join().get());
        assertThat(commits() - before).isEqualTo(1);
        assertThat(opened.apps().all()).hasSize(UNITS);
    }

    @Test
    void whatIsAskedForTogether_isDoneInOneUnitOfWork() throws IOException {
        long before = commits();
        var sizes = new ArrayList<Integer>();
        Function<App, CompletableFuture<Supplier<App>>> bulk = ((GroupCommit) opened.transactions())
                .submitInBulk(apps -> {
                    sizes.add(apps.size());
                    apps.forEach(opened.apps()::add);
                    return apps;
                });
        List<App> asked = Stream.generate(Samples::app).limit(UNITS).toList();
        List<CompletableFuture<Supplier<App>>> ends = whileTheWriterIsBusy(() -> asked.stream().map(bulk).toList());
        assertThat(ends).extracting(end -> end.join().get()).containsExactlyElementsOf(asked);
        assertThat(sizes).containsExactly(UNITS);
        assertThat(commits() - before).isEqualTo(1);
        assertThat(opened.apps().all()).hasSize(UNITS);
    }

    @Test
    void loneUnit_isCommittedByItselfAtOnce() throws IOException {
        long before = commits();
        for (int i = 0; i < 3; i++) {
            opened.apps().add(Samples.app());
        }
        assertThat(commits() - before).isEqualTo(3);
    }

    @Test
    void unitThatThrows_takesNoneOfItsCommitWithIt() throws IOException {
        long before = commits();
        App first = Samples.app();
        App broken = Samples.app();
        App last = Samples.app();
        var mishap = new IllegalArgumentException("a mishap");
        List<CompletableFuture<Supplier<Object>>> ends = whileTheWriterIsBusy(() -> List.of(
                submit(() -> opened.apps().add(first)),
                submit(() -> {
                    opened.apps().add(broken);
                    throw mishap;
                }),
                submit(() -> opened.apps().add(first)),
                submit(() -> opened.apps().add(last))));

        ends.get(0).join().get();
        assertThatThrownBy(() -> ends.get(1).join().get()).isSameAs(mishap);
        assertThatThrownBy(() -> ends.get(2).join().get()).isNotInstanceOf(StoreUnavailable.class);
        ends.get(3).join().get();
        assertThat(commits() - before).isEqualTo(1);
        assertThat(opened.apps().all()).containsExactly(first, last);
    }

    @Test
    void commitThatFails_failsAllItsUnitsAndNoLaterOne() {
        App lost = Samples.app();
        List<CompletableFuture<Supplier<Object>>> ends = whileTheWriterIsBusy(() -> List.of(
                submit(() -> opened.apps().add(lost)),
                submit(this::breakTheCommit)));
        assertThat(ends).allSatisfy(end -> assertThatThrownBy(() -> end.join().get())
                .isInstanceOf(StoreUnavailable.class).hasMessageContaining("FOREIGN KEY"));
        assertThat(opened.apps().all()).isEmpty();

        App next = Samples.app();
        opened.apps().add(next);
        assertThat(opened.apps().all()).containsExactly(next);
    }

    @Test
    void brokenConnection_isReplacedForTheNextUnit() {
        assertThatThrownBy(() -> opened.transactions().run(() -> {
            opened.apps().add(Samples.app());
            breakTheConnection();
        })).isInstanceOf(StoreUnavailable.class);

        App next = Samples.app();
        opened.apps().add(next);
        assertThat(opened.apps().all()).containsExactly(next);
    }

    @Test
    void fullDisk_isStoreUnavailableUntilThereIsSpace() {
        setMostPages("1");
        assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
                opened.apps().add(Samples.app());
            }
        }).isInstanceOf(StoreUnavailable.class).hasMessageContaining("full");
        int kept = opened.apps().all().size();

        setMostPages("1000000");
        opened.apps().add(Samples.app());
        assertThat(opened.apps().all()).hasSize(kept + 1);
        assertThat(opened.persistence().healthCheck().problem()).isEmpty();
    }

    @Test
    void writerThatHangs_isFoundByTheHealthCheck() {
        assertThat(opened.persistence().healthCheck().name()).isEqualTo("database");
        assertThat(opened.persistence().healthCheck().problem()).isEmpty();
        whileTheWriterIsBusy(() -> {
            assertThat(opened.persistence().healthCheck().problem().orElseThrow()).contains("longer than");
            return null;
        });
    }

    @Test
    void closedDatabase_finishesWhatWasHandedInAndRefusesMore() {
        CompletableFuture<Void> closing = whileTheWriterIsBusy(() -> {
            for (int i = 0; i < UNITS; i++) {
                submit(() -> opened.apps().add(Samples.app()));
            }
            return CompletableFuture.runAsync(opened::close);
        });
        closing.join();
        assertThatThrownBy(() -> opened.apps().add(Samples.app())).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> opened.apps().all()).isInstanceOf(StoreUnavailable.class);
        assertThat(opened.persistence().healthCheck().problem()).isPresent();

        opened = Opened.in(directory);
        assertThat(opened.apps().all()).hasSize(UNITS);
    }

    @Test
    void interruptedCaller_stillGetsItsWorkDone() {
        App app = Samples.app();
        Thread.currentThread().interrupt();
        opened.apps().add(app);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(opened.apps().all()).containsExactly(app);
    }

    private void breakTheCommit() {
        opened.persistence().database().write(handle -> handle.execute("PRAGMA defer_foreign_keys = ON"));
        opened.notifications().add(List.of(Samples.notification(Samples.app().id())));
    }

    private void breakTheConnection() {
        try {
            opened.persistence().database().write(Handle::getConnection).close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void setMostPages(String pages) {
        opened.persistence().database().write(handle -> handle.execute("PRAGMA max_page_count = " + pages));
    }

    private CompletableFuture<Supplier<Object>> submit(Runnable work) {
        return opened.persistence().database().transactions().submit(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Does something while a unit of work holds the writer up, so that all that is handed in meanwhile waits for
     * the same commit.
     */
    private <T> T whileTheWriterIsBusy(Supplier<T> work) {
        var goOn = new CountDownLatch(1);
        CompletableFuture<Supplier<Object>> busy = submit(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            return work.get();
        } finally {
            goOn.countDown();
            busy.join();
        }
    }

    /**
     * Counts the commits in the write-ahead log: <a
     * href="https://sqlite.org/fileformat2.html#the_write_ahead_log">the last frame of each</a> bears the size of
     * the database.
     */
    private long commits() throws IOException {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("tidings.db-wal")));
        int pageSize = log.getInt(8);
        long salt = log.getLong(16);
        long commits = 0;
        for (int frame = 32; frame + 24 + pageSize <= log.limit(); frame += 24 + pageSize) {
            if (log.getLong(frame + 8) == salt && log.getInt(frame + 4) != 0) {
                commits++;
            }
        }
        return commits;
    }
}
