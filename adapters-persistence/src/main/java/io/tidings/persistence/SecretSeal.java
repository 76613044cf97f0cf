package io.tidings.persistence;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence.CannotOpen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Seals what is secret with AES-256-GCM and opens it again.
 *
 * <p>Two layers. A set of data keys seals the values; the set itself is kept in the database, sealed by the master
 * key, which is not. So the master key is needed once, at the start, and a wrong one shows there and not at the
 * first send. And keys can change: a sealed value begins with the number of its data key (Tink's prefix: a version
 * byte and four bytes of number), new values are sealed with the newest key, and the older ones of the set still
 * open what they sealed.
 *
 * <p>The set is plain: a version byte, then number and bytes of each key, the newest last. Tink's own form of it
 * would bring Protocol Buffers into every start.
 *
 * <p>A value is bound to its place: copied to another row or column, it does not open there. Safe for use by many
 * threads.
 */
final class SecretSeal {

    static final int KEY_BYTES = 32;

    private static final byte SET_VERSION = 1;
    private static final byte[] SET_PLACE = place("key_set");
    private static final int PREFIX_BYTES = 5;

    /** By number, the newest last. */
    private final Map<Integer, AesGcmKey> keys;

    private SecretSeal(Map<Integer, AesGcmKey> keys) {
        this.keys = keys;
    }

    /** With a set of one new data key. */
    static SecretSeal create(SecureRandom random) {
        return new SecretSeal(Map.of()).withNewKey(random);
    }

    /** @throws CannotOpen when another master key sealed the set */
    static SecretSeal open(byte[] sealedKeys, Secret masterKey) {
        Aead master = master(masterKey);
        try {
            var set = ByteBuffer.wrap(master.decrypt(sealedKeys, SET_PLACE));
            if (set.get() != SET_VERSION) {
                throw new CannotOpen("A newer Tidings sealed the secrets in this database. Start that one.");
            }
            var keys = new LinkedHashMap<Integer, AesGcmKey>();
            while (set.hasRemaining()) {
                int number = set.getInt();
                byte[] bytes = new byte[KEY_BYTES];
                set.get(bytes);
                keys.put(number, key(number, bytes));
            }
            return new SecretSeal(keys);
        } catch (GeneralSecurityException e) {
            throw new CannotOpen("The master key is not the one that this database was sealed with. Give the right one;"
                    + " with another, the secrets in the database cannot be opened.", e);
        }
    }

    /** The same set with one more key, which seals from now on. */
    SecretSeal withNewKey(SecureRandom random) {
        var more = new LinkedHashMap<>(keys);
        int number;
        do {
            number = random.nextInt();
        } while (more.containsKey(number));
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        more.put(number, key(number, bytes));
        return new SecretSeal(more);
    }

    /** The set of data keys, sealed by the master key. */
    byte[] sealedKeys(Secret masterKey) {
        var set = ByteBuffer.allocate(1 + keys.size() * (Integer.BYTES + KEY_BYTES)).put(SET_VERSION);
        keys.forEach((number, key) -> set.putInt(number)
                .put(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get())));
        try {
            return master(masterKey).encrypt(set.array(), SET_PLACE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal the keys", e);
        }
    }

    byte[] seal(String plain, String place) {
        AesGcmKey newest = keys.values().stream().reduce((older, newer) -> newer).orElseThrow();
        try {
            return AesGcmJce.create(newest).encrypt(plain.getBytes(StandardCharsets.UTF_8), place(place));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a value of " + place, e);
        }
    }

    /** Whether the key that it was sealed with is in this set. */
    boolean knows(byte[] sealed) {
        return sealed.length >= PREFIX_BYTES && keys.containsKey(number(sealed));
    }

    private static int number(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getInt(1);
    }

    /** @throws IllegalStateException when it was sealed for another place, was changed, or its data key is gone */
    String open(byte[] sealed, String place) {
        if (!knows(sealed)) {
            throw new IllegalStateException("No key is left for the sealed value of " + place);
        }
        AesGcmKey key = keys.get(number(sealed));
        try {
            return new String(AesGcmJce.create(key).decrypt(sealed, place(place)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sealed value of " + place
                    + " does not open: it was changed, or sealed for another place.", e);
        }
    }

    private static byte[] place(String name) {
        return ("tidings/" + name).getBytes(StandardCharsets.UTF_8);
    }

    private static AesGcmKey key(int number, byte[] bytes) {
        try {
            return AesGcmKey.builder()
                    .setParameters(PredefinedAeadParameters.AES256_GCM)
                    .setIdRequirement(number)
                    .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + KEY_BYTES + " bytes is a key", e);
        }
    }

    private static Aead master(Secret key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.reveal());
            if (bytes.length == KEY_BYTES) {
                return new AesGcmJce(bytes);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw wrongForm();
        }
        throw wrongForm();
    }

    private static CannotOpen wrongForm() {
        return new CannotOpen("The master key must be " + KEY_BYTES
                + " bytes in Base64, such as made by: openssl rand -base64 " + KEY_BYTES);
    }
}
