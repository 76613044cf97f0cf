package io.tidings.bootstrap.cli;

import io.tidings.bootstrap.settings.Settings;
import io.tidings.bootstrap.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where settings come from: the environment and, beneath it, a file. */
final class ConfigOption {

    @Option(names = "--config", paramLabel = "FILE",
            description = "A file of KEY=value lines with the same keys as the environment variables, which win"
                    + " over it.")
    private Path file;

    Settings read() {
        return SettingsReader.read(System.getenv(), Optional.ofNullable(file));
    }
}
