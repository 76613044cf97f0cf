package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppKey;
import io.tidings.domain.app.AppKeyId;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The further API keys of apps, beside the one that each was made with. */
public final class ApiKeys {

    /** More would be a mistake of a script; revoked ones count, because their names live on in callback URLs. */
    private static final int MOST = 1_000;

    private final AppKeyStore store;
    private final Timing timing;
    private final IdSource ids;
    private final Credentials credentials;

    /** @param random unpredictable: a {@link java.security.SecureRandom} in production */
    public ApiKeys(AppKeyStore store, Timing timing, IdSource ids, RandomGenerator random) {
        this.store = store;
        this.timing = timing;
        this.ids = ids;
        this.credentials = new Credentials(random);
    }

    /** A key with its secret in the clear, for the one moment in which it is shown. */
    public record WithSecret(AppKey key, Secret secret) {}

    /** @param lastUse to the minute; empty when it never was used */
    public record Used(AppKey key, boolean live, Optional<Instant> lastUse) {}

    /** @param expiresAt empty means never */
    public WithSecret create(App app, Optional<String> name, Optional<Instant> expiresAt) {
        String called = Names.checked("name", name);
        checkAhead(expiresAt);
        if (store.ofApp(app.id()).size() >= MOST) {
            throw new Problem.Conflict(Problem.Conflict.Kind.TOO_MANY_KEYS,
                    "The app has " + MOST + " API keys already.");
        }
        Secret secret = credentials.secret();
        var key = new AppKey(new AppKeyId(ids.next()), app.id(), called, credentials.key(), SecretDigest.of(secret),
                expiresAt, Optional.empty(), timing.now());
        store.add(key);
        return new WithSecret(key, secret);
    }

    /** All of the app, oldest first, also those that are revoked or have expired. */
    public List<Used> all(App app) {
        return store.ofApp(app.id()).stream().map(this::used).toList();
    }

    public Used get(App app, AppKeyId id) {
        return used(key(app, id));
    }

    /** When the key that the app was made with was used last. */
    public Optional<Instant> lastUseOfFirst(App app) {
        return store.lastUse(app.key());
    }

    /**
     * @param name      empty leaves it
     * @param expiresAt empty leaves it; an empty one within means never
     */
    public Used change(App app, AppKeyId id, Optional<String> name, Optional<Optional<Instant>> expiresAt) {
        AppKey key = key(app, id);
        expiresAt.ifPresent(this::checkAhead);
        return save(new AppKey(id, key.app(), name.isPresent() ? Names.checked("name", name) : key.name(), key.key(),
                key.secret(), expiresAt.orElse(key.expiresAt()), key.revokedAt(), key.createdAt()));
    }

    /** From now on it proves nothing. That is for ever; doing so twice changes nothing. */
    public Used revoke(App app, AppKeyId id) {
        AppKey key = key(app, id);
        return save(new AppKey(id, key.app(), key.name(), key.key(), key.secret(), key.expiresAt(),
                key.revokedAt().or(() -> Optional.of(timing.now())), key.createdAt()));
    }

    private Used save(AppKey changed) {
        store.replace(changed);
        return used(changed);
    }

    private AppKey key(App app, AppKeyId id) {
        return store.find(id).filter(key -> key.app().equals(app.id()))
                .orElseThrow(() -> new Problem.NotFound("API key"));
    }

    private Used used(AppKey key) {
        return new Used(key, key.live(timing.now()), store.lastUse(key.key()));
    }

    private void checkAhead(Optional<Instant> expiresAt) {
        if (expiresAt.filter(at -> !at.isAfter(timing.now())).isPresent()) {
            throw new Problem.Invalid("expiresAt", "must be later than now");
        }
    }
}
