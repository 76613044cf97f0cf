package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Where the master key comes from: the settings, else a file in the data directory. */
record MasterKey(PersistenceSettings settings, DataDirectory directory, SecureRandom random) {

    /** The key for a database that has sealed nothing yet; made where there is none. */
    Secret firstUse() throws IOException {
        Optional<Secret> given = given();
        if (given.isPresent()) {
            return given.get();
        }
        byte[] bytes = new byte[SecretSeal.KEY_BYTES];
        random.nextBytes(bytes);
        Secret made = Secret.of(Base64.getEncoder().encodeToString(bytes));
        directory.writeKey(made);
        return made;
    }

    /** The key for a database that was sealed before: a new one would be of no use. */
    Secret again() throws IOException {
        return given().orElseThrow(() -> new CannotOpen("The secrets in this database are sealed with a master key,"
                + " and there is none: give it in the settings, or put the file back: " + directory.keyFile()));
    }

    private Optional<Secret> given() throws IOException {
        return settings.masterKey().isPresent() ? settings.masterKey() : directory.readKey();
    }
}
