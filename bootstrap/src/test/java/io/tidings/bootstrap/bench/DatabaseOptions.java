package io.tidings.bootstrap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all measurements can be told. */
public final class DatabaseOptions {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--database", paramLabel = "KIND", defaultValue = "sqlite",
            description = "sqlite or postgresql: a new one for this run (${DEFAULT-VALUE}).")
    private Databases.Kind kind;

    @Option(names = "--database-url", paramLabel = "URL",
            description = "A PostgreSQL to make new databases on instead of starting one, as"
                    + " jdbc:postgresql://user:password@host/postgres; the user may create databases.")
    private String url;

    @Option(names = "--directory", defaultValue = "${sys:java.io.tmpdir}",
            description = "Where the databases of the run lie: on the disk that is to be measured (${DEFAULT-VALUE}).")
    private Path directory;

    @Option(names = "--json", description = "A JSON array of figures instead of a table.")
    private boolean json;

    public Databases databases() {
        return databases(url == null ? kind : Databases.Kind.postgresql);
    }

    /** For what only PostgreSQL can do. */
    public Databases postgres() {
        return databases(Databases.Kind.postgresql);
    }

    private Databases databases(Databases.Kind wanted) {
        try {
            Optional<String> server = Optional.ofNullable(url).map(Databases::server);
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("--directory must be there, and " + directory + " is not.");
            }
            if (IN_MEMORY.contains(Files.getFileStore(directory).type())) {
                spec.commandLine().getErr().println(directory + " lies in memory, where nothing waits for a disk."
                        + " --directory takes one that lies on the disk that is to be measured.");
            }
            return Databases.of(wanted, server, directory);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Report report() {
        return new Report(json);
    }
}
