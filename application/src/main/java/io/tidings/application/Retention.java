package io.tidings.application;

import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what has been kept for long enough, in batches that hold nobody up: each is a unit of work that waits behind
 * those of senders. For one thread.
 */
final class Retention {

    /** Small enough that whoever waits for one does not notice. */
    static final int BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PARKED_FOR = Duration.ofDays(7);

    /** Long after a service tells of a message again, and after the 24 hours for which it means something. */
    private static final Duration HEARD_FOR = Duration.ofDays(7);

    private final DeliveryStore deliveries;
    private final NotificationStore notifications;
    private final IdempotencyStore idempotency;
    private final ConversationStore conversations;
    private final Transactions transactions;
    private final Timing timing;

    /** Since it was last said. */
    private long forgotten;
    private long removed;

    Retention(DeliveryStore deliveries, NotificationStore notifications, IdempotencyStore idempotency,
            ConversationStore conversations, Transactions transactions, Timing timing) {
        this.deliveries = deliveries;
        this.notifications = notifications;
        this.idempotency = idempotency;
        this.conversations = conversations;
        this.transactions = transactions;
        this.timing = timing;
    }

    /** Forgets a batch of each kind. @return whether there may be more */
    boolean tidyUp() {
        Instant now = timing.now();
        Duration retention = timing.policies().retention();
        Instant rememberedSince = now.minus(timing.policies().remembered());
        Instant heardSince = now.minus(retention.compareTo(HEARD_FOR) > 0 ? retention : HEARD_FOR);
        Instant keptSince = now.minus(retention);

        int parked = batch(() -> deliveries.forgetParked(now.minus(PARKED_FOR), BATCH));
        int remembered = batch(() -> idempotency.forget(rememberedSince, BATCH));
        int heard = batch(() -> conversations.forget(heardSince, BATCH));
        int ended = batch(() -> deliveries.removeEnded(keptSince, BATCH));
        int empty = batch(() -> notifications.removeEmpty(keptSince, BATCH));

        forgotten += parked;
        removed += ended;
        boolean more = IntStream.of(parked, remembered, heard, ended, empty).anyMatch(done -> done >= BATCH);
        if (!more) {
            report(keptSince);
        }
        return more;
    }

    private int batch(IntSupplier work) {
        return transactions.callLarge(work::getAsInt);
    }

    private void report(Instant keptSince) {
        if (forgotten > 0) {
            LOG.warn("{} reports were forgotten: for {} days no delivery has known their messages", forgotten,
                    PARKED_FOR.toDays());
        }
        if (removed > 0) {
            LOG.info("{} deliveries were removed: they ended before {}", removed, keptSince);
        }
        forgotten = 0;
        removed = 0;
    }
}
