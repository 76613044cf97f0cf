package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many questions a second each provider instance is asked, by all processes together
 * ({@link RateLimit#ofQuestions()}): however much is unresolved, the provider's API is not flooded.
 */
final class QuestionPace {

    private final LaneStore store;
    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Timing timing;
    private final Map<ProviderInstanceId, Instant> resumeAt = new ConcurrentHashMap<>();

    QuestionPace(LaneStore store, DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions,
            Timing timing) {
        this.store = store;
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.timing = timing;
    }

    /** Claims as many as may be asked now. Where the instance is gone nobody is asked, so nothing has to be paid. */
    List<Delivery> claim(ProviderInstanceId lane, Step step, int room) {
        Optional<RateLimit> rate = instances.find(lane).map(ProviderInstance::rate).map(RateLimit::ofQuestions);
        return rate.isPresent()
                ? claim(lane, step, room, rate.get())
                : deliveries.claimQuestions(lane, step, room, timing.lease(), timing.now());
    }

    private List<Delivery> claim(ProviderInstanceId lane, Step step, int room, RateLimit rate) {
        Lease lease = timing.lease();
        Instant now = timing.now();
        return transactions.call(() -> {
            Instant paid = store.lockPaidUntil(lane, Traffic.QUESTIONS);
            int granted = rate.granted(paid, room, now);
            List<Delivery> claimed = granted == 0
                    ? List.of()
                    : deliveries.claimQuestions(lane, step, granted, lease, now);
            Instant after = claimed.isEmpty() ? paid : rate.paidUntil(paid, claimed.size(), now);
            if (!claimed.isEmpty()) {
                store.pay(lane, Traffic.QUESTIONS, after);
            }
            if (claimed.size() == granted && granted < room) {
                resumeAt.put(lane, rate.nextAt(after));
            }
            return claimed;
        });
    }

    /** When a lane that has more to ask may go on; empty when none has. */
    Optional<Instant> nextAt(Instant after) {
        resumeAt.values().removeIf(at -> !at.isAfter(after));
        return resumeAt.values().stream().min(Instant::compareTo);
    }
}
