package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The data keys as the database keeps them, one row, sealed by the master key. */
final class KeySet {

    private final Database database;
    private volatile Secret masterKey;
    private final SecureRandom random;
    private volatile SecretSeal seal;

    private KeySet(Database database, Secret masterKey, SecureRandom random, SecretSeal seal) {
        this.database = database;
        this.masterKey = masterKey;
        this.random = random;
        this.seal = seal;
    }

    /** Of several processes that open a new database at once, one makes the set that all use. */
    static KeySet open(Database database, MasterKey masterKey) throws IOException {
        Optional<byte[]> kept = kept(database);
        if (kept.isEmpty()) {
            Secret key = masterKey.firstUse();
            byte[] sealed = SecretSeal.create(masterKey.random()).sealedKeys(key);
            database.write(handle -> handle.createUpdate("""
                    INSERT INTO key_set (id, keys) VALUES (1, :keys) ON CONFLICT (id) DO NOTHING
                    """).bind("keys", sealed).execute());
            kept = kept(database);
        }
        Secret key = masterKey.again();
        return new KeySet(database, key, masterKey.random(), SecretSeal.open(kept.orElseThrow(), key));
    }

    private static Optional<byte[]> kept(Database database) {
        return database.ask(handle -> handle
                .createQuery("SELECT keys FROM key_set WHERE id = 1").mapTo(byte[].class).findOne());
    }

    byte[] seal(String plain, String place) {
        return seal.seal(plain, place);
    }

    /** Another process may have added the key meanwhile: then the set is read anew. */
    String open(byte[] sealed, String place) {
        if (!seal.knows(sealed)) {
            seal = SecretSeal.open(kept(database).orElseThrow(), masterKey);
        }
        return seal.open(sealed, place);
    }

    /** The new key is durable before anything is sealed with it. */
    void rotate() {
        seal = replaced(kept -> kept.withNewKey(random), masterKey);
    }

    /** From now on only this master key opens the set. */
    void seal(Secret newMasterKey) {
        seal = replaced(kept -> kept, newMasterKey);
        masterKey = newMasterKey;
    }

    private SecretSeal replaced(UnaryOperator<SecretSeal> change, Secret sealedBy) {
        return database.write(handle -> {
            byte[] kept = handle.createQuery("SELECT keys FROM key_set WHERE id = 1 <for_update>")
                    .mapTo(byte[].class).one();
            SecretSeal next = change.apply(SecretSeal.open(kept, masterKey));
            handle.createUpdate("UPDATE key_set SET keys = :keys WHERE id = 1")
                    .bind("keys", next.sealedKeys(sealedBy)).execute();
            return next;
        });
    }
}
