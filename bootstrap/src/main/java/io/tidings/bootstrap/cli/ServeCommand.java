package io.tidings.bootstrap.cli;

import io.tidings.bootstrap.lifecycle.Tidings;
import io.tidings.bootstrap.settings.Settings;
import io.tidings.bootstrap.settings.SettingsReader;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = "Serves the HTTP API and delivers, until it is stopped.")
public final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.read();
        SettingsReader.describe(settings).forEach(LOG::info);
        UntilStopped.hold(Tidings.start(settings));
        return 0;
    }
}
