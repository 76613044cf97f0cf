package io.tidings.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.notification.IdempotencyStore.Found;
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

    Instant SINCE = Samples.NOW.minusSeconds(60);

    Found FREE = new Found.Free();

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
            stores().idempotency().take(app, KEY, SINCE);
            stores().idempotency().remember(List.of(request(app, KEY, Samples.NOW)));
            throw new IllegalArgumentException("after the request");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(found(app, KEY)).isEmpty();
    }

    @Test
    default void useOutsideAUnitOfWork_isRefused() {
        AppId app = storedApp();
        assertThatThrownBy(() -> stores().idempotency().take(app, KEY, SINCE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores().idempotency().remember(List.of(request(app, KEY, Samples.NOW))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void unitThatComesSecond_neverFindsTheKeyFree() {
        AppId app = storedApp();
        RememberedRequest first = request(app, KEY, Samples.NOW);
        var second = new AtomicReference<Future<Found>>();
        stores().transactions().run(() -> {
            assertThat(stores().idempotency().take(app, KEY, SINCE)).isEqualTo(FREE);
            second.set(Together.beginBeside(() -> taken(app, KEY)));
            stores().idempotency().remember(List.of(first));
        });
        assertThat(Together.result(second.get())).isIn(new Found.Busy(), new Found.Known(first));
        assertThat(found(app, KEY)).contains(first);
    }

    @Test
    default void manyWhoComeAtOnceUnderOneKey_haveOneFirst() {
        AppId app = storedApp();
        List<Optional<RememberedRequest>> answers = Together.call(8,
                () -> stores().transactions().<Optional<RememberedRequest>>call(
                        () -> switch (stores().idempotency().take(app, KEY, SINCE)) {
                            case Found.Known(RememberedRequest before) -> Optional.of(before);
                            case Found.Busy() -> Optional.empty();
                            case Found.Free() -> {
                                RememberedRequest answer = request(app, KEY, Samples.NOW);
                                stores().idempotency().remember(List.of(answer));
                                yield Optional.of(answer);
                            }
                        }));
        assertThat(answers.stream().flatMap(Optional::stream)).containsOnly(found(app, KEY).orElseThrow());
    }

    @Test
    default void requestWhoseTimeIsOver_isForgottenWhenItsKeyIsTaken() {
        AppId app = storedApp();
        RememberedRequest last = remembered(app, KEY, SINCE);
        assertThat(found(app, KEY)).contains(last);
        RememberedRequest old = remembered(app, new IdempotencyKey("old"), SINCE.minusMillis(1));
        RememberedRequest next = remembered(app, old.key(), Samples.NOW);
        assertThat(found(app, old.key())).contains(next);
    }

    @Test
    default void keyThatWasTakenAnew_isAsBeforeWhenTheUnitThrows() {
        AppId app = storedApp();
        RememberedRequest old = remembered(app, KEY, SINCE.minusMillis(1));
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            assertThat(stores().idempotency().take(app, KEY, SINCE)).isEqualTo(FREE);
            stores().idempotency().remember(List.of(request(app, KEY, Samples.NOW)));
            throw new IllegalArgumentException("after the request");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(stores().transactions().<Found>call(
                () -> stores().idempotency().take(app, KEY, old.acceptedAt()))).isEqualTo(new Found.Known(old));
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

    private Found taken(AppId app, IdempotencyKey key) {
        return stores().transactions().call(() -> stores().idempotency().take(app, key, SINCE));
    }

    private Optional<RememberedRequest> found(AppId app, IdempotencyKey key) {
        return switch (taken(app, key)) {
            case Found.Known(RememberedRequest request) -> Optional.of(request);
            case Found.Free() -> Optional.empty();
            case Found.Busy() -> throw new AssertionError("nobody else has the key");
        };
    }

    private RememberedRequest remembered(AppId app, IdempotencyKey key, Instant at) {
        RememberedRequest request = request(app, key, at);
        stores().transactions().run(() -> {
            stores().idempotency().take(app, key, SINCE);
            stores().idempotency().remember(List.of(request));
        });
        return request;
    }

    private static RememberedRequest request(AppId app, IdempotencyKey key, Instant at) {
        return new RememberedRequest(app, key, "0123456789abcdef".repeat(4), Samples.notification(app).id(), at);
    }
}
