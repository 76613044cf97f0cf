package io.tidings.bootstrap.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.application.Callbacks;
import io.tidings.application.Intake;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.run.WorkerLoop;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.persistence.WorkDone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What makes Tidings fast, held without a clock: how many statements, commits and requests at the provider a delivery
 * takes. These grow before a time does that anybody could measure on a busy machine.
 */
@Timeout(180)
class WorkADeliveryCostsTest {

    private static final int MANY = 1_000;

    private static final int REPORTED = 20;

    /** How often a delivery that began when it was accepted is stored until it is sent. */
    private static final int AT_ONCE = 2;

    private interface Work {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void deliveries_takeFewStatementsCommitsAndOneRequestEach(Databases.Kind kind, @TempDir Path directory)
            throws Exception {
        try (Databases databases = Databases.of(kind, Optional.empty(), directory);
                Measured measured = new Measured(databases.create("cost"))) {
            Node node = measured.node;
            measured.cost("accepting one", () -> node.intake.accept(node.app, request(1)), 8, 1);
            var campaign = new AtomicReference<NotificationId>();
            measured.cost("accepting a thousand",
                    () -> campaign.set(node.intake.accept(node.app, request(MANY)).notification()), 40, 1);
            measured.cost("sending a thousand", () -> node.send(MANY + 1), MANY * 6 / 10, MANY / 10);
            assertThat(node.requests()).as("requests at the provider").isEqualTo(MANY + 1);
            List<Delivery> sent = node.stores.deliveries()
                    .ofNotification(campaign.get(), Optional.empty(), REPORTED).items();
            assertThat(sent).hasSize(REPORTED);
            WorkerLoop loop = node.start();
            // The first that follows a look which found nothing more.
            Awaitility.await().until(() -> sent(node).version() == AT_ONCE);
            measured.cost("accepting one while its lane has room, and sending it", () -> sent(node), 21, 2);
            loop.stop(Duration.ofSeconds(30));
            measured.cost("applying callbacks one after the other",
                    () -> sent.forEach(delivery -> assertThat(node.report(delivery, ReportedStatus.DELIVERED))
                            .isEqualTo(Callbacks.Result.APPLIED)),
                    REPORTED * 7, REPORTED + 2);
        }
    }

    private static Delivery sent(Node node) {
        NotificationId notification = node.intake.accept(node.app, request(1)).notification();
        return Awaitility.await().until(() -> node.stores.deliveries()
                .ofNotification(notification, Optional.empty(), 1).items().getFirst(),
                delivery -> delivery.state() == DeliveryState.SENT);
    }

    private static Intake.Request request(int recipients) {
        return new Intake.Request(Content.of("Your parcel has arrived."), Optional.empty(), Optional.empty(),
                Optional.empty(), JsonObject.EMPTY, JsonObject.EMPTY,
                IntStream.range(0, recipients).mapToObj(i -> new Intake.Recipient(Stock.user(i), Optional.empty()))
                        .toList(),
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A node whose statements and commits are counted. */
    private static final class Measured implements AutoCloseable {

        private final Node node;
        private final WorkDone done;

        Measured(Databases.Fresh database) {
            node = Node.first(database, new RateLimit(RateLimit.MAX));
            done = WorkDone.by(node.stores, database.kind() == Databases.Kind.sqlite);
        }

        void cost(String what, Work work, long mostStatements, long mostCommits) throws Exception {
            long statements = done.statements();
            long commits = done.commits();
            work.run();
            assertThat(done.statements() - statements).as("statements: " + what).isBetween(1L, mostStatements);
            assertThat(done.commits() - commits).as("commits: " + what).isBetween(1L, mostCommits);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
