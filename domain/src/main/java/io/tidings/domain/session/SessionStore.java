package io.tidings.domain.session;

import io.tidings.domain.app.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has signed in, for all processes. Safe for use by many threads and many processes; each method may be called
 * inside a unit of work or alone.
 */
public interface SessionStore {

    /** Adds a session whose proof is new. */
    void add(Session session);

    /** Also one that has expired; empty when there is none, or it was removed. */
    Optional<Session> find(SecretDigest proof);

    /** Removes a session; removing one that is not there changes nothing. */
    void remove(SecretDigest proof);

    /** Removes all sessions that end then or ended before. */
    void removeExpired(Instant now);
}
