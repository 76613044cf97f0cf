package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, whatever happens to the process. */
@Timeout(120)
final class DurabilityTest {

    @TempDir
    private Path directory;

    @Test
    void acknowledgedWork_survivesAKilledProcess() throws IOException, InterruptedException {
        var acknowledged = new ArrayList<String>();
        Process writer = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = writer.inputReader()) {
            while (acknowledged.size() < 500) {
                String answer = answers.readLine();
                assertThat(answer).as("the process lives").isNotNull();
                acknowledged.add(answer);
            }
            // Process.destroyForcibly would close the stream that holds the last answers.
            writer.toHandle().destroyForcibly();
            writer.waitFor();
            // The last line may have been cut off by the kill.
            answers.lines().filter(line -> line.length() == acknowledged.getFirst().length())
                    .forEach(acknowledged::add);
        } finally {
            writer.toHandle().destroyForcibly();
        }
        try (Opened opened = Opened.in(directory)) {
            List<String> found = opened.apps().all().stream().map(app -> app.id().toString()).toList();
            assertThat(found).containsAll(acknowledged);
        }
    }

    @Test
    void copyOfTheFilesOfARunningProcess_isWholeAndHasAllThatWasAcknowledged(@TempDir Path copy) throws IOException {
        try (Opened opened = Opened.in(directory)) {
            Scene scene = Scene.in(opened);
            Delivery delivery = scene.added(scene.queued());
            for (String file : List.of("tidings.db", "tidings.db-wal", "master.key")) {
                Files.copy(directory.resolve(file), copy.resolve(file));
            }
            try (Opened restored = Opened.in(copy)) {
                assertThat(restored.deliveries().find(delivery.id())).contains(delivery);
                assertThat(restored.providerInstances().find(scene.instance().id())).contains(scene.instance());
            }
        }
    }

    /** Statements that are kept for the next question must not keep the log from being cut back. */
    @Test
    void questionsThatWereAnswered_holdNoOldStateOfTheFile() throws SQLException {
        try (Opened opened = Opened.in(directory)) {
            Scene scene = Scene.in(opened);
            Delivery delivery = scene.added(scene.queued());
            for (int i = 0; i < 10; i++) {
                assertThat(opened.deliveries().find(delivery.id())).isPresent();
                assertThat(opened.deliveries().timeline(delivery.id())).isNotEmpty();
                assertThat(opened.providerInstances().ofApp(scene.app().id())).isNotEmpty();
                assertThat(opened.apps().all()).isNotEmpty();
            }
            opened.apps().add(Samples.app());
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tidings.db"));
                    var checkpoint = other.createStatement().executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                assertThat(checkpoint.getInt("busy")).isZero();
            }
        }
    }

    @Test
    void closedDatabase_isOneFileThatIsWholeByItself(@TempDir Path copy) throws IOException {
        App app = Samples.app();
        try (Opened opened = Opened.in(directory)) {
            opened.apps().add(app);
        }
        Files.copy(directory.resolve("tidings.db"), copy.resolve("tidings.db"));
        Files.copy(directory.resolve("master.key"), copy.resolve("master.key"));
        try (Opened restored = Opened.in(copy)) {
            assertThat(restored.apps().all()).containsExactly(app);
        }
    }

    @Test
    void statementThatIsKeptPrepared_holdsNothingOfTheLogBack() throws SQLException {
        try (Opened opened = Opened.in(directory)) {
            Scene scene = Scene.in(opened);
            Delivery delivery = scene.added(scene.queued());
            opened.transactions().run(() -> {
                opened.deliveries().lock(delivery.id());
                opened.deliveries().timeline(delivery.id());
                opened.deliveries().claimSends(scene.instance().id(), 1, Samples.NOW,
                        Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW));
                opened.deliveries().unpark(scene.app().id(), ScriptedProvider.ID, Set.of("SM1"));
            });
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tidings.db"));
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                assertThat(result.getInt("busy")).isZero();
            }
            assertThat(directory.resolve("tidings.db-wal")).isEmptyFile();
        }
    }

    /** Adds apps from many threads, and names each when it was told that it is durable. Ends when it is killed. */
    static final class Writer {

        private static final int THREADS = 8;

        private Writer() {}

        public static void main(String[] arguments) {
            Opened opened = Opened.in(Path.of(arguments[0]));
            for (int i = 0; i < THREADS; i++) {
                Thread.ofPlatform().start(() -> addForEver(opened));
            }
        }

        private static void addForEver(Opened opened) {
            while (true) {
                UUID id = UUID.randomUUID();
                opened.apps().add(new App(new AppId(id), "App", new ApiKey(id.toString()),
                        SecretDigest.of(Samples.API_SECRET), Optional.empty(), Samples.NOW));
                System.out.println(id);
            }
        }
    }
}
