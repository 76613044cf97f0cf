package io.tidings.application;

import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.session.Session;
import io.tidings.domain.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Operators who have signed in with a browser. A session is kept in the store, by its digest alone, so that it serves
 * with every process and ends everywhere when its operator signs out; it was made with an admin token and ends with
 * that token, too.
 */
public final class Sessions {

    /** How long one serves at most: a working day. */
    public static final Duration LASTS = Duration.ofHours(12);

    private static final int BYTES = 32;

    private final SessionStore store;
    private final Timing timing;
    private final RandomGenerator secrets;
    private final Authentication authentication;
    private final SignInLimit limit;
    private final SecretDigest adminToken;

    /** @param secrets unpredictable: a {@link java.security.SecureRandom} in production */
    public Sessions(SessionStore store, Timing timing, RandomGenerator secrets, Authentication authentication,
            Secret adminToken) {
        this.store = store;
        this.timing = timing;
        this.secrets = secrets;
        this.authentication = authentication;
        this.limit = new SignInLimit(timing);
        this.adminToken = SecretDigest.of(adminToken);
    }

    /** A session with its secret in the clear, for the browser. */
    public record Begun(Session session, Secret secret) {}

    /**
     * Begins a session.
     *
     * @param address where the caller is, as far as is known
     * @throws Problem.Denied when the token is missing or not the operator's
     * @throws Problem.TooMany when there were too many wrong ones, whether this one is right or not
     */
    public Begun signIn(String address, Optional<Secret> token) {
        if (token.isPresent()) {
            limit.take(address);
        }
        authentication.admin(token);
        limit.giveBack(address);
        byte[] random = new byte[BYTES];
        secrets.nextBytes(random);
        Secret secret = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        Instant now = timing.now();
        store.removeExpired(now);
        var session = new Session(proof(secret), now, now.plus(LASTS));
        store.add(session);
        return new Begun(session, secret);
    }

    /** The session that the secret proves; empty when there is none, or it has ended. */
    public Optional<Session> find(Secret secret) {
        return store.find(proof(secret)).filter(session -> session.live(timing.now()));
    }

    /** Ends the session that the secret proves, in every process. Without one, nothing changes. */
    public void signOut(Secret secret) {
        store.remove(proof(secret));
    }

    private SecretDigest proof(Secret secret) {
        return SecretDigest.of(Secret.of(secret.reveal() + "." + adminToken.hex()));
    }
}
