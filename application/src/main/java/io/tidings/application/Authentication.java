package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import java.util.Optional;

/** Who is calling? */
public final class Authentication {

    private final AppStore apps;
    private final SecretDigest adminToken;

    public Authentication(AppStore apps, Secret adminToken) {
        this.apps = apps;
        this.adminToken = SecretDigest.of(adminToken);
    }

    /**
     * The app that the key names and the secret proves.
     *
     * @throws Problem.Denied in the same words whichever of the two is missing or wrong
     */
    public App app(Optional<String> key, Optional<Secret> secret) {
        return key.flatMap(this::byKey)
                .filter(app -> secret.filter(app.secret()::matches).isPresent())
                .orElseThrow(() -> new Problem.Denied(
                        "Authentication failed. Send the app's API key and API secret in the headers"
                                + " X-ENGAGESPOT-API-KEY and X-ENGAGESPOT-API-SECRET."));
    }

    /** @throws Problem.Denied when the token is missing or not the operator's */
    public void admin(Optional<Secret> token) {
        if (token.filter(adminToken::matches).isEmpty()) {
            throw new Problem.Denied(
                    "Authentication failed. Send the admin token in the header Authorization: Bearer <token>.");
        }
    }

    private Optional<App> byKey(String key) {
        try {
            return apps.findByKey(new ApiKey(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
