package io.tidings.bootstrap.cli;

import io.tidings.application.Apps;
import io.tidings.bootstrap.wiring.Wiring;
import io.tidings.domain.app.App;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The apps, without going through a running server: on the server's machine, with the server's settings. */
@Command(name = "app", description = "Creates and lists apps.", mixinStandardHelpOptions = true)
public final class AppCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: app create or app list.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Creates an app and prints its credentials. The secret is shown only now.")
    int create(@Mixin ConfigOption config,
            @Parameters(paramLabel = "NAME", description = "What people call it.") String name) {
        try (Wiring wiring = Wiring.of(config.read())) {
            Apps.WithSecret created = wiring.get(Apps.class).create(name);
            print("appId      " + created.app().id());
            print("name       " + created.app().name());
            print("apiKey     " + created.app().key());
            print("apiSecret  " + created.secret().reveal());
            return 0;
        }
    }

    @Command(name = "list", description = "Lists all apps, oldest first.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config) {
        try (Wiring wiring = Wiring.of(config.read())) {
            for (App app : wiring.get(Apps.class).all()) {
                print(app.id() + "  " + app.key() + "  " + app.createdAt() + "  " + app.name());
            }
            return 0;
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
