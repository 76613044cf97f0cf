package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made at the first start, what is found at the next, and what is refused with words that help. */
final class OpeningTest {

    private static final Secret KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Secret OTHER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[]{
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8}));

    private Path directory;

    @BeforeEach
    void place(@TempDir Path temporary) {
        directory = temporary.resolve("deep").resolve("data");
    }

    @Test
    void firstStart_makesEverythingForItsOwnerOnly() throws IOException {
        try (Opened opened = Opened.in(directory)) {
            opened.apps().add(Samples.app());
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("master.key"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("tidings.db"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("tidings.db-wal"))).isEqualTo("rw-------");
        }
    }

    @Test
    void nextStart_findsWhatWasThere() {
        App app = Samples.app();
        for (int start = 0; start < 3; start++) {
            try (Opened opened = Opened.in(directory)) {
                if (start == 0) {
                    opened.apps().add(app);
                }
                assertThat(opened.apps().all()).containsExactly(app);
            }
        }
    }

    @Test
    void secondOpening_worksBesideTheFirst() {
        App one = Samples.app();
        App other = Samples.app();
        try (Opened server = Opened.in(directory)) {
            server.apps().add(one);
            try (Opened commandLine = Opened.in(directory)) {
                commandLine.apps().add(other);
                assertThat(commandLine.apps().all()).containsExactlyInAnyOrder(one, other);
            }
            assertThat(server.apps().all()).containsExactlyInAnyOrder(one, other);
        }
    }

    @Test
    void refusedOpening_leavesNothingHeld() {
        openAndClose(Optional.of(KEY));
        assertRefused(with(Optional.of(OTHER_KEY)), "The master key is not the one");
        openAndClose(Optional.of(KEY));
    }

    @Test
    void masterKeyOfTheSettings_isStoredNowhere() {
        openAndClose(Optional.of(KEY));
        assertThat(directory.resolve("master.key")).doesNotExist();
        assertRefused(with(Optional.empty()), "there is none", "master.key");
        assertThat(directory.resolve("master.key")).doesNotExist();
    }

    @Test
    void masterKeyOfAWrongForm_isRefusedWithoutRepeatingIt() {
        for (String wrong : new String[]{"", "short", "not base64!", "AAAA"}) {
            assertThatThrownBy(() -> openAndClose(Optional.of(Secret.of(wrong)))).isInstanceOf(CannotOpen.class)
                    .hasMessage("The master key must be 32 bytes in Base64, such as made by: openssl rand -base64 32");
        }
    }

    @Test
    void masterKeyThatOthersCanRead_isRefused() throws IOException {
        Opened.in(directory).close();
        Path key = directory.resolve("master.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(PersistenceSettings.in(directory), "chmod 600 " + key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        Opened.in(directory).close();
    }

    @Test
    void databaseOfANewerTidings_isRefused() {
        try (Opened opened = Opened.in(directory)) {
            opened.persistence().database().write(handle -> handle.execute("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                        installed_by, execution_time, success)
                    VALUES (99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, '', 1, 1)
                    """));
        }
        assertRefused(PersistenceSettings.in(directory), "cannot be opened and brought up to date");
    }

    @Test
    void fileThatIsNoDatabase_isRefusedAndKept() throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("tidings.db"), "no database at all, but a letter ".repeat(99));
        assertRefused(PersistenceSettings.in(directory), "not a database");
        assertThat(file).content().startsWith("no database at all");
    }

    @Test
    void urlOfAFile_isUsed(@TempDir Path elsewhere) {
        var settings = new PersistenceSettings(directory, Optional.of("jdbc:sqlite:" + elsewhere.resolve("my.db")),
                Optional.empty());
        Opened.with(settings, InstantSource.system()).close();
        assertThat(elsewhere.resolve("my.db")).exists();
        assertThat(directory.resolve("tidings.db")).doesNotExist();
        assertThat(directory.resolve("master.key")).exists();
    }

    @Test
    void urlOfAnythingElse_isRefused() {
        for (String url : new String[]{"", "jdbc:mysql://localhost/x", "jdbc:sqlite:", "jdbc:sqlite::memory:",
            "jdbc:sqlite:file:x?mode=memory", "jdbc:sqlite:/tmp/x.db?synchronous=OFF"}) {
            assertRefused(new PersistenceSettings(directory, Optional.of(url), Optional.empty()),
                    "The database URL must");
        }
        assertRefused(new PersistenceSettings(directory, Optional.of("jdbc:sqlite:/no/such/directory/x.db"),
                Optional.empty()), "does not exist: /no/such/directory/x.db");
    }

    @Test
    void directoryThatCannotBeMade_isNamed() throws IOException {
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "a file");
        assertRefused(PersistenceSettings.in(directory), "The data directory " + directory
                + " cannot be made or written");
    }

    private PersistenceSettings with(Optional<Secret> masterKey) {
        return new PersistenceSettings(directory, Optional.empty(), masterKey);
    }

    private void openAndClose(Optional<Secret> masterKey) {
        Opened.with(with(masterKey), InstantSource.system()).close();
    }

    private static void assertRefused(PersistenceSettings settings, String... says) {
        assertThatThrownBy(() -> Opened.with(settings, InstantSource.system()).close())
                .isInstanceOf(CannotOpen.class).hasMessageContainingAll(says);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
