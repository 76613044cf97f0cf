package io.tidings.bootstrap.figures;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What all measurements can be told. */
final class Options {

    @Option(names = "--database", paramLabel = "KIND", defaultValue = "sqlite",
            description = "sqlite or postgresql: a new one for this run (${DEFAULT-VALUE}).")
    private Databases.Kind kind;

    @Option(names = "--database-url", paramLabel = "URL",
            description = "A PostgreSQL to make new databases on instead of starting one, as"
                    + " jdbc:postgresql://host/postgres?user=…&password=…; the user may create databases.")
    private String url;

    @Option(names = "--json", description = "One JSON object a figure instead of a table.")
    private boolean json;

    Databases databases() {
        return Databases.of(kind, Optional.ofNullable(url));
    }

    /** For what only PostgreSQL can do. */
    Databases postgres() {
        return Databases.of(Databases.Kind.postgresql, Optional.ofNullable(url));
    }

    Report report() {
        return new Report(json);
    }
}
