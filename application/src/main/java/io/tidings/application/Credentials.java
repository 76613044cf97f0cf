package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.secret.Secret;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes keys and secrets that nobody guesses: of 128 and 256 random bits. */
record Credentials(RandomGenerator random) {

    ApiKey key() {
        return new ApiKey(text(16));
    }

    Secret secret() {
        return Secret.of(text(32));
    }

    private String text(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
