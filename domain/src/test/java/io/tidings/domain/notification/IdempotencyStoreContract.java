package io.tidings.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} holds. The stores are new and empty for each test, and the same within it. */
public interface IdempotencyStoreContract {

    IdempotencyKey KEY = new IdempotencyKey("order 4711; DROP TABLE \"x'\\");

    Stores stores();

    @Test
    default void rememberedRequest_isFoundUnderItsKey() {
        AppId app = storedApp();
        assertThat(found(app, KEY)).isEmpty();
        RememberedRequest request = remembered(app, KEY, Samples.NOW);
        assertThat(found(app, KEY)).contains(request);
    }

    @Test
    default void key_countsForItsAppAndLetterByLetter() {
        AppId app = storedApp();
        remembered(app, new IdempotencyKey("key"), Samples.NOW);
        assertThat(found(storedApp(), new IdempotencyKey("key"))).isEmpty();
        assertThat(found(app, new IdempotencyKey("Key"))).isEmpty();
        assertThat(found(app, new IdempotencyKey("key "))).isEmpty();
    }

    @Test
    default void keyThatIsTaken_isNotTakenAgain() {
        AppId app = storedApp();
        RememberedRequest first = remembered(app, KEY, Samples.NOW);
        assertThatThrownBy(() -> remembered(app, KEY, Samples.NOW)).isInstanceOf(RuntimeException.class);
        assertThat(found(app, KEY)).contains(first);
    }

    @Test
    default void requestOfAUnitThatThrew_isNotRemembered() {
        AppId app = storedApp();
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            stores().idempotency().lock(app, KEY);
            stores().idempotency().remember(request(app, KEY, Samples.NOW));
            throw new IllegalArgumentException("after the request");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(found(app, KEY)).isEmpty();
    }

    @Test
    default void useOutsideAUnitOfWork_isRefused() {
        AppId app = storedApp();
        assertThatThrownBy(() -> stores().idempotency().lock(app, KEY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores().idempotency().remember(request(app, KEY, Samples.NOW)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void unitThatLocksAKeySecond_seesWhatTheFirstRemembered() {
        AppId app = storedApp();
        RememberedRequest first = request(app, KEY, Samples.NOW);
        var second = new AtomicReference<Future<Optional<RememberedRequest>>>();
        stores().transactions().run(() -> {
            assertThat(stores().idempotency().lock(app, KEY)).isEmpty();
            second.set(Together.beginBeside(() -> found(app, KEY)));
            stores().idempotency().remember(first);
        });
        assertThat(Together.result(second.get())).contains(first);
    }

    @Test
    default void manyWhoComeAtOnceUnderOneKey_haveOneFirst() {
        AppId app = storedApp();
        List<RememberedRequest> answers = Together.call(8, () -> stores().transactions().<RememberedRequest>call(() -> {
            Optional<RememberedRequest> before = stores().idempotency().lock(app, KEY);
            RememberedRequest answer = before.orElseGet(() -> request(app, KEY, Samples.NOW));
            if (before.isEmpty()) {
                stores().idempotency().remember(answer);
            }
            return answer;
        }));
        assertThat(answers).containsOnly(found(app, KEY).orElseThrow());
    }

    @Test
    default void oldRequests_areForgottenOldestFirstUpToTheLimit() {
        AppId app = storedApp();
        IdempotencyKey middle = new IdempotencyKey("middle");
        IdempotencyKey oldest = new IdempotencyKey("oldest");
        RememberedRequest kept = remembered(app, KEY, Samples.NOW);
        remembered(app, middle, Samples.NOW.minusMillis(1));
        remembered(app, oldest, Samples.NOW.minusMillis(2));
        assertThat(stores().idempotency().forget(Samples.NOW, 1)).isEqualTo(1);
        assertThat(found(app, oldest)).isEmpty();
        assertThat(found(app, middle)).isPresent();
        assertThat(stores().idempotency().forget(Samples.NOW, 10)).isEqualTo(1);
        assertThat(stores().idempotency().forget(Samples.NOW, 10)).isZero();
        assertThat(found(app, KEY)).contains(kept);
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private Optional<RememberedRequest> found(AppId app, IdempotencyKey key) {
        return stores().transactions().call(() -> stores().idempotency().lock(app, key));
    }

    private RememberedRequest remembered(AppId app, IdempotencyKey key, Instant at) {
        RememberedRequest request = request(app, key, at);
        stores().transactions().run(() -> {
            stores().idempotency().lock(app, key);
            stores().idempotency().remember(request);
        });
        return request;
    }

    private static RememberedRequest request(AppId app, IdempotencyKey key, Instant at) {
        return new RememberedRequest(app, key, "0123456789abcdef".repeat(4), Samples.notification(app).id(), at);
    }
}
