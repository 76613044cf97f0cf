package io.tidings.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    private Path directory;

    @Test
    void nothingGiven_everyDefaultHolds() {
        Settings settings = read(Map.of("PATH", "/bin", "HOME", "/root"));

        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.databaseUrl()).isEqualTo("jdbc:sqlite:data/tidings.db");
        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.adminToken()).isEmpty();
        assertThat(settings.masterKey()).isEmpty();
        assertThat(settings.twilioApiUrl()).hasToString("https://api.twilio.com");
        assertThat(settings.evidenceWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.deliveryBudget()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.pollAfter()).isEmpty();
    }

    @Test
    void everyProblem_isReportedAtOnce() {
        assertThatThrownBy(() -> read(
                Map.of("TIDINGS_HTTP_PORT", "65536", "TIDINGS_PUBLIC_URL", "ftp://x", "TIDINGS_EVIDENCE_WINDOW", "5",
                        "TIDINGS_POLL_AFTER", "0s",
                        "TIDINGS_ADMIN_TOKEN", "short", "TIDINGS_DATABASE_URL", "jdbc:oracle:x", "TIDINGS_PORT", "1")))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidSettings.class))
                .extracting(InvalidSettings::problems, InstanceOfAssertFactories.list(String.class))
                .hasSize(7)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("TIDINGS_PORT is no setting. Did you mean TIDINGS_HTTP_PORT?"))
                .noneSatisfy(problem -> assertThat(problem).contains("short"));
    }

    @Test
    void keyThatStandsTwiceInTheFile_isReported() throws IOException {
        Path file = Files.writeString(directory.resolve("tidings.conf"),
                "TIDINGS_LEASE=70s\nTIDINGS_HTTP_PORT=1\nTIDINGS_LEASE=80s\n");

        assertThatThrownBy(() -> SettingsReader.read(Map.of(), Optional.of(file)))
                .hasMessageContaining("TIDINGS_LEASE stands in").hasMessageContaining("more than once");
    }

    @Test
    void directoryThatCannotBeMade_isSaidInPlainWords() {
        assertThatThrownBy(() -> SecretFile.readOrCreate(Path.of("/proc/nope/admin.token"), () -> "secret"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("The directory /proc/nope cannot be made").hasMessageNotContaining("Exception");
    }

    @Test
    void fileThatIsNotThere_isSaidInPlainWords() {
        assertThatThrownBy(() -> SecretFile.read(directory.resolve("nope")))
                .hasMessageContaining("there is no ").hasMessageNotContaining("Exception");
    }

    @Test
    void leaseShorterThanACall_isRefused() {
        assertThatThrownBy(() -> read(Map.of("TIDINGS_LEASE", "30s")))
                .hasMessageContaining("TIDINGS_LEASE must be at least 2 s longer");
    }

    @Test
    void environment_winsOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("tidings.conf"),
                "# ours\nTIDINGS_HTTP_PORT=9000\nTIDINGS_HTTP_HOST = 0.0.0.0\n");

        Settings settings = SettingsReader.read(Map.of("TIDINGS_HTTP_PORT", "9001"), Optional.of(file));

        assertThat(settings.httpPort()).isEqualTo(9001);
        assertThat(settings.httpHost()).isEqualTo("0.0.0.0");
    }

    @Test
    void missingOrMistypedFile_isAProblem() throws IOException {
        Path file = Files.writeString(directory.resolve("tidings.conf"), "HTTP_PORT=9000\n");

        assertThatThrownBy(() -> SettingsReader.read(Map.of(), Optional.of(directory.resolve("none"))))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> SettingsReader.read(Map.of(), Optional.of(file)))
                .hasMessageContaining("HTTP_PORT is no setting");
    }

    @Test
    void description_hidesSecrets() {
        Settings settings = read(Map.of("TIDINGS_ADMIN_TOKEN", "0123456789abcdef", "TIDINGS_MASTER_KEY", KEY));

        assertThat(SettingsReader.describe(settings)).hasSize(SettingKey.values().length)
                .contains("TIDINGS_ADMIN_TOKEN=********", "TIDINGS_MASTER_KEY=********", "TIDINGS_HTTP_PORT=8080",
                        "TIDINGS_EVIDENCE_WINDOW=5m")
                .noneMatch(line -> line.contains("0123456789abcdef") || line.contains(KEY));
        assertThat(settings.toString()).doesNotContain("0123456789abcdef", KEY);
    }

    @Test
    void descriptionOfADatabase_hidesItsPassword() {
        for (String url : new String[]{"jdbc:postgresql://ann:hush@db.example.org:5432/tidings",
            "jdbc:postgresql://ann:hu/sh@hush@db.example.org/tidings?ssl=true",
            "jdbc:postgresql://db.example.org/tidings?user=ann&password=hush"}) {
            Settings settings = read(Map.of("TIDINGS_DATABASE_URL", url));
            assertThat(settings.databaseUrl()).isEqualTo(url);
            assertThat(SettingsReader.describe(settings)).noneMatch(line -> line.contains("sh@"))
                    .noneMatch(line -> line.contains("hush"))
                    .anyMatch(line -> line.contains("db.example.org") && line.contains("ann"));
            assertThat(settings.toString()).doesNotContain("hush");
        }
    }

    @Test
    void publicUrl_losesItsLastSlash() {
        assertThat(read(Map.of("TIDINGS_PUBLIC_URL", "https://notify.example.org/tidings/")).publicUrl().orElseThrow())
                .hasToString("https://notify.example.org/tidings");
    }

    private static Settings read(Map<String, String> environment) {
        return SettingsReader.read(environment, Optional.empty());
    }
}
