package io.tidings.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} holds. The stores are new and empty for each test, and the same within it. */
public interface SessionStoreContract {

    Stores stores();

    @Test
    default void addedSession_isFoundByItsProofAlone() {
        Session ann = session("ann", Duration.ofHours(1));
        stores().sessions().add(ann);

        assertThat(stores().sessions().find(ann.proof())).contains(ann);
        assertThat(stores().sessions().find(SecretDigest.of(Secret.of("ben")))).isEmpty();
    }

    @Test
    default void removedSession_isGone_andNoOther() {
        Session ann = session("ann", Duration.ofHours(1));
        Session ben = session("ben", Duration.ofHours(1));
        stores().sessions().add(ann);
        stores().sessions().add(ben);

        stores().sessions().remove(ann.proof());
        stores().sessions().remove(ann.proof());

        assertThat(stores().sessions().find(ann.proof())).isEmpty();
        assertThat(stores().sessions().find(ben.proof())).contains(ben);
    }

    @Test
    default void sessionsThatHaveEnded_areRemoved_andNoOthers() {
        Session now = session("ann", Duration.ZERO);
        Session soon = session("ben", Duration.ofMillis(1));
        stores().sessions().add(now);
        stores().sessions().add(soon);

        stores().sessions().removeExpired(Samples.NOW);

        assertThat(stores().sessions().find(now.proof())).isEmpty();
        assertThat(stores().sessions().find(soon.proof())).contains(soon);
    }

    private static Session session(String secret, Duration lasts) {
        return new Session(SecretDigest.of(Secret.of(secret)), Samples.NOW.minusSeconds(1), Samples.NOW.plus(lasts));
    }
}
