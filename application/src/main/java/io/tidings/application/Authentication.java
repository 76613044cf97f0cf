package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is calling? */
public final class Authentication {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    /** How often at most the use of a key is noted, by each process: a request must not cost a write. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final AppStore apps;
    private final AppKeyStore keys;
    private final Timing timing;
    private final SecretDigest adminToken;

    /** Of keys that were proven, so it never holds more than there are. */
    private final Map<ApiKey, Instant> noted = new ConcurrentHashMap<>();

    public Authentication(AppStore apps, AppKeyStore keys, Timing timing, Secret adminToken) {
        this.apps = apps;
        this.keys = keys;
        this.timing = timing;
        this.adminToken = SecretDigest.of(adminToken);
    }

    /**
     * The app that the key names and the secret proves: the key that it was made with, or a further one that is neither
     * revoked nor expired.
     *
     * @throws Problem.Denied in the same words whatever is missing or wrong
     */
    public App app(Optional<String> key, Optional<Secret> secret) {
        Optional<ApiKey> named = key.flatMap(Authentication::wellFormed);
        App app = named.flatMap(it -> secret.flatMap(proof -> proven(it, proof)))
                .orElseThrow(() -> new Problem.Denied(
                        "Authentication failed. Send the app's API key and API secret in the headers"
                                + " X-ENGAGESPOT-API-KEY and X-ENGAGESPOT-API-SECRET."));
        note(named.orElseThrow());
        return app;
    }

    private Optional<App> proven(ApiKey key, Secret secret) {
        Optional<App> byFirst = apps.findByKey(key);
        return byFirst.isPresent()
                ? byFirst.filter(app -> app.secret().matches(secret))
                : keys.findByKey(key)
                        .filter(further -> further.secret().matches(secret) && further.live(timing.now()))
                        .flatMap(further -> apps.find(further.app()));
    }

    /** That it cannot be noted keeps nobody out. */
    private void note(ApiKey key) {
        Instant now = timing.now();
        Instant before = noted.get(key);
        boolean due = before == null || !now.isBefore(before.plus(NOTED_EVERY));
        if (due && (before == null ? noted.putIfAbsent(key, now) == null : noted.replace(key, before, now))) {
            try {
                keys.used(key, now);
            } catch (StoreUnavailable e) {
                LOG.debug("The use of an API key could not be noted", e);
            }
        }
    }

    /** @throws Problem.Denied when the token is missing or not the operator's */
    public void admin(Optional<Secret> token) {
        if (token.filter(adminToken::matches).isEmpty()) {
            throw new Problem.Denied(
                    "Authentication failed. Send the admin token in the header Authorization: Bearer <token>.");
        }
    }

    private static Optional<ApiKey> wellFormed(String key) {
        try {
            return Optional.of(new ApiKey(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
