package io.tidings.persistence;

import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.session.Session;
import io.tidings.domain.session.SessionStore;
import java.time.Instant;
import java.util.Optional;

final class JdbiSessionStore implements SessionStore {

    private final Database database;

    JdbiSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Session session) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO operator_session (proof, created_at, expires_at) VALUES (:proof, :created, :expires)
                """)
                .bind("proof", session.proof().hex())
                .bind("created", session.createdAt().toEpochMilli())
                .bind("expires", session.expiresAt().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<Session> find(SecretDigest proof) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM operator_session WHERE proof = :proof")
                .bind("proof", proof.hex())
                .map((row, context) -> new Session(proof, Columns.moment(row, "created_at"),
                        Columns.moment(row, "expires_at")))
                .findOne());
    }

    @Override
    public void remove(SecretDigest proof) {
        database.write(handle -> handle.createUpdate("DELETE FROM operator_session WHERE proof = :proof")
                .bind("proof", proof.hex())
                .execute());
    }

    @Override
    public void removeExpired(Instant now) {
        database.write(handle -> handle.createUpdate("DELETE FROM operator_session WHERE expires_at <= :now")
                .bind("now", now.toEpochMilli())
                .execute());
    }
}
