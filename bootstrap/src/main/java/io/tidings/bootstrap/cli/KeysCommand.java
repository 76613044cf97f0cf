package io.tidings.bootstrap.cli;

import io.tidings.bootstrap.settings.InvalidSettings;
import io.tidings.bootstrap.settings.SecretFile;
import io.tidings.bootstrap.wiring.Wiring;
import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The keys that seal secrets at rest: on the server's machine, with the server's settings. */
@Command(name = "keys", description = "Changes the keys that seal secrets at rest.", mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: keys rotate or keys reseal.");
    }

    @Command(name = "rotate", mixinStandardHelpOptions = true,
            description = "Makes a new data key and seals all secrets in the database anew. Servers may go on running.")
    int rotate(@Mixin ConfigOption config) {
        try (Persistence persistence = Wiring.open(config.read())) {
            print("Sealed anew with a new data key: " + persistence.rotateKeys());
            return 0;
        }
    }

    /** @throws InvalidSettings when the file cannot be used; then nothing has changed */
    @Command(name = "reseal", mixinStandardHelpOptions = true,
            description = "Replaces the master key. Servers that run go on, and need the new key when they start"
                    + " again.")
    int reseal(@Mixin ConfigOption config,
            @Option(names = "--new-master-key-file", paramLabel = "FILE", required = true,
                    description = "Holds the new master key, for its owner only: 32 random bytes in Base64, such as"
                            + " made by: (umask 077; openssl rand -base64 32 > FILE)") Path file) {
        Secret newKey = SecretFile.read(file);
        try (Persistence persistence = Wiring.open(config.read())) {
            Optional<Path> replaced = persistence.changeMasterKey(newKey);
            print("The database is sealed with the new master key.");
            print(replaced.map(it -> it + " holds it now; " + file + " is not needed any more.")
                    .orElse("Set TIDINGS_MASTER_KEY to it before the next start of every process."));
            return 0;
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
