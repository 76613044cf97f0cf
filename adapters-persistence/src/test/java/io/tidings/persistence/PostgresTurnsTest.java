package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the writers of one process leave to each other. */
@Timeout(120)
final class PostgresTurnsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<List<App>> units = new ConcurrentLinkedQueue<>();
    private Opened node;
    private GroupCommit commits;

    @BeforeEach
    void open(@TempDir Path directory) {
        node = PostgresServer.open(PostgresServer.newSchema(), directory);
        commits = node.persistence().database().transactions();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void whatIsAskedForInBulk_gathersWhileAnotherCommitHasItsLike() throws InterruptedException {
        var bulk = commits.submitInBulk(this::unit);
        var first = begun(bulk);
        var others = Stream.generate(Samples::app).limit(20).map(bulk).toList();
        fillInFrontOf();
        goOn.countDown();
        Stream.concat(Stream.of(first), others.stream()).forEach(end -> end.join().get());
        assertThat(units).extracting(List::size).containsExactly(1, others.size());
    }

    @Test
    void whatIsDoneInTurn_isLeftAloneWhileAnotherCommitHasItsLike() throws InterruptedException {
        var first = begun(commits.submitInTurn(this::unit));
        var other = commits.submitInTurn((List<App> apps) -> apps).apply(Samples.app());
        fillInFrontOf();
        assertThat(other).isNotDone();
        goOn.countDown();
        Stream.of(first, other).forEach(end -> end.join().get());
    }

    private List<App> unit(List<App> apps) {
        units.add(apps);
        begun.countDown();
        try {
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return apps;
    }

    private <R> CompletableFuture<Supplier<R>> begun(Function<App, CompletableFuture<Supplier<R>>> work)
            throws InterruptedException {
        var first = work.apply(Samples.app());
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    /** What waits for its turn waits in front of each of these, more than there are writers. */
    private void fillInFrontOf() {
        for (int i = 0; i <= PostgresDialect.WRITERS; i++) {
            node.apps().add(Samples.app());
        }
    }
}
