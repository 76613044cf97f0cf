package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The data keys as the database keeps them, one row, sealed by the master key. */
final class KeySet {

    private final Database database;
    private final Secret masterKey;
    private final SecureRandom random;
    private volatile SecretSeal seal;

    private KeySet(Database database, Secret masterKey, SecureRandom random, SecretSeal seal) {
        this.database = database;
        this.masterKey = masterKey;
        this.random = random;
        this.seal = seal;
    }

    static KeySet open(Database database, MasterKey masterKey) throws IOException {
        Optional<byte[]> kept = database.read(handle -> handle
                .createQuery("SELECT keys FROM key_set WHERE id = 1").mapTo(byte[].class).findOne());
        if (kept.isPresent()) {
            Secret key = masterKey.again();
            return new KeySet(database, key, masterKey.random(), SecretSeal.open(kept.get(), key));
        }
        Secret key = masterKey.firstUse();
        SecretSeal first = SecretSeal.create(masterKey.random());
        byte[] sealed = first.sealedKeys(key);
        database.write(handle -> store(handle, sealed));
        return new KeySet(database, key, masterKey.random(), first);
    }

    SecretSeal seal() {
        return seal;
    }

    /** The new key is durable before anything is sealed with it. */
    synchronized void rotate() {
        SecretSeal next = seal.withNewKey(random);
        byte[] sealed = next.sealedKeys(masterKey);
        database.write(handle -> store(handle, sealed));
        seal = next;
    }

    private static int store(Handle handle, byte[] sealed) {
        return handle.createUpdate("""
                INSERT INTO key_set (id, keys) VALUES (1, :keys)
                ON CONFLICT (id) DO UPDATE SET keys = excluded.keys
                """).bind("keys", sealed).execute();
    }
}
