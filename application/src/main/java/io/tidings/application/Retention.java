package io.tidings.application;

import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has been kept for long enough, in batches that hold nobody up. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PARKED_FOR = Duration.ofDays(7);

    /** Long after a service tells of a message again, and after the 24 hours for which it means something. */
    private static final Duration HEARD_FOR = Duration.ofDays(7);
    private static final int BATCH = 500;

    /** What is more waits for the next time. */
    private static final int MOST_BATCHES = 200;

    private final DeliveryStore deliveries;
    private final IdempotencyStore idempotency;
    private final ConversationStore conversations;
    private final Timing timing;

    Retention(DeliveryStore deliveries, IdempotencyStore idempotency, ConversationStore conversations,
            Timing timing) {
        this.deliveries = deliveries;
        this.idempotency = idempotency;
        this.conversations = conversations;
        this.timing = timing;
    }

    void tidyUp() {
        Instant now = timing.now();
        int parked = deliveries.forgetParked(now.minus(PARKED_FOR));
        if (parked > 0) {
            LOG.warn("{} reports were forgotten: for {} days no delivery has known their messages", parked,
                    PARKED_FOR.toDays());
        }
        Instant rememberedSince = now.minus(timing.policies().remembered());
        inBatches(() -> idempotency.forget(rememberedSince, BATCH));
        Duration retention = timing.policies().retention();
        Instant heardSince = now.minus(retention.compareTo(HEARD_FOR) > 0 ? retention : HEARD_FOR);
        inBatches(() -> conversations.forget(heardSince, BATCH));
        Instant keptSince = now.minus(retention);
        int removed = inBatches(() -> deliveries.removeEnded(keptSince, BATCH));
        if (removed > 0) {
            LOG.info("{} deliveries were removed: they ended before {}", removed, keptSince);
        }
    }

    private static int inBatches(IntSupplier batch) {
        int sum = 0;
        for (int i = 0; i < MOST_BATCHES; i++) {
            int done = batch.getAsInt();
            sum += done;
            if (done < BATCH) {
                break;
            }
        }
        return sum;
    }
}
