package io.tidings.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says of settings is what the program does. */
class ReadmeTest {

    private static final String README = read();

    @Test
    void settingsTable_isTheProgramsOwn() {
        String table = Arrays.stream(SettingKey.values())
                .map(key -> "| `" + key.key() + "` | " + (key.standard().isEmpty() ? "" : "`" + key.standard() + "`")
                        + " | " + key.help() + " |")
                .collect(Collectors.joining("\n"));

        assertThat(README).contains(table);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "README.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
