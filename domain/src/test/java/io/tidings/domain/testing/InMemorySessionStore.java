package io.tidings.domain.testing;

import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.session.Session;
import io.tidings.domain.session.SessionStore;
import java.time.Instant;
import java.util.Optional;

final class InMemorySessionStore implements SessionStore {

    private final InMemoryTransactions transactions;
    private final Table<SecretDigest, Session> sessions;

    InMemorySessionStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.sessions = new Table<>(transactions);
    }

    @Override
    public void add(Session session) {
        transactions.step(() -> {
            sessions.insert(session.proof(), session);
            return null;
        });
    }

    @Override
    public Optional<Session> find(SecretDigest proof) {
        return transactions.step(() -> sessions.find(proof));
    }

    @Override
    public void remove(SecretDigest proof) {
        transactions.step(() -> sessions.remove(proof));
    }

    @Override
    public void removeExpired(Instant now) {
        transactions.step(() -> {
            sessions.rows().filter(session -> !session.live(now)).map(Session::proof).toList()
                    .forEach(sessions::remove);
            return null;
        });
    }
}
