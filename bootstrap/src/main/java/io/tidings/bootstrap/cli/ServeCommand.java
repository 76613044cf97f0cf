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
        tellOfUnusedCache();
        UntilStopped.hold(Tidings.start(settings));
        return 0;
    }

    /** The launcher names the cache that it gives the JVM, which leaves one that does not fit aside in silence. */
    private static void tellOfUnusedCache() {
        String cache = System.getProperty("tidings.cache");
        if (cache != null && !System.getProperty("java.vm.info", "").contains("sharing")) {
            LOG.info(
                    "{} does not fit and is not used: starting takes longer. It fits the Java and the files that it was"
                            + " made with; a copy of the distribution must keep their times (cp -a, tar).",
                    cache);
        }
    }
}
