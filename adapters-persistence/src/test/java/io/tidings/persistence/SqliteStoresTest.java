package io.tidings.persistence;

import java.nio.file.Path;

/** SQLite keeps every contract. */
final class SqliteStoresTest extends DatabaseContract {

    @Override
    Opened fresh(Path directory) {
        return Opened.in(directory);
    }
}
