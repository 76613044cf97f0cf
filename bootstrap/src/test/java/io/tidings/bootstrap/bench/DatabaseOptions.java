package io.tidings.bootstrap.bench;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What all measurements can be told. */
public final class DatabaseOptions {

    @Option(names = "--database", paramLabel = "KIND", defaultValue = "sqlite",
            description = "sqlite or postgresql: a new one for this run (${DEFAULT-VALUE}).")
    private Databases.Kind kind;

    @Option(names = "--database-url", paramLabel = "URL",
            description = "A PostgreSQL to make new databases on instead of starting one, as"
                    + " jdbc:postgresql://host/postgres?user=…&password=…; the user may create databases.")
    private String url;

    @Option(names = "--json", description = "A JSON array of figures instead of a table.")
    private boolean json;

    public Databases databases() {
        return Databases.of(url == null ? kind : Databases.Kind.postgresql, Optional.ofNullable(url));
    }

    /** For what only PostgreSQL can do. */
    public Databases postgres() {
        return Databases.of(Databases.Kind.postgresql, Optional.ofNullable(url));
    }

    public Report report() {
        return new Report(json);
    }
}
