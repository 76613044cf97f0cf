package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where everything is kept.
 *
 * @param dataDirectory holds the database file and the master key; made where it is missing, for its owner only
 * @param url           the JDBC URL of the database: {@code jdbc:sqlite:} and the path of a file, or
 *                      {@code jdbc:postgresql://user:password@host:port/database}, with all parameters of the driver;
 *                      it may hold a password and is never logged. Empty means {@code tidings.db} in the data directory
 * @param masterKey     what seals the keys that seal all secrets: 32 random bytes in Base64. Empty means the file
 *                      {@code master.key} in the data directory, which is made at the first start. All processes that
 *                      share a database need the same
 */
public record PersistenceSettings(Path dataDirectory, Optional<String> url, Optional<Secret> masterKey) {

    public PersistenceSettings {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(masterKey, "masterKey");
    }

    /** Without the password that the URL may hold. */
    @Override
    public String toString() {
        return "PersistenceSettings[" + dataDirectory + "]";
    }

    /** Everything in one directory. */
    public static PersistenceSettings in(Path dataDirectory) {
        return new PersistenceSettings(dataDirectory, Optional.empty(), Optional.empty());
    }
}
