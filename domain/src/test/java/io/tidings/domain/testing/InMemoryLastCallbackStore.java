package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.LastCallback;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class InMemoryLastCallbackStore implements LastCallbackStore {

    private final InMemoryTransactions transactions;
    private final Table<Map.Entry<AppId, ProviderId>, LastCallback> last;

    InMemoryLastCallbackStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.last = new Table<>(transactions);
    }

    @Override
    public void proven(AppId app, ProviderId provider, Instant at) {
        note(app, provider, before -> isLater(at, before.provenAt())
                ? new LastCallback(Optional.of(at), before.refusedAt(), before.refusal())
                : before);
    }

    @Override
    public void refused(AppId app, ProviderId provider, Instant at, String why) {
        note(app, provider, before -> isLater(at, before.refusedAt())
                ? new LastCallback(before.provenAt(), Optional.of(at), Optional.of(why))
                : before);
    }

    @Override
    public LastCallback find(AppId app, ProviderId provider) {
        return transactions.step(() -> last.find(Map.entry(app, provider)).orElse(LastCallback.NONE));
    }

    private void note(AppId app, ProviderId provider, UnaryOperator<LastCallback> change) {
        transactions.step(() -> {
            last.put(Map.entry(app, provider), change.apply(find(app, provider)));
            return null;
        });
    }

    private static boolean isLater(Instant at, Optional<Instant> before) {
        return before.filter(it -> !at.isAfter(it)).isEmpty();
    }
}
