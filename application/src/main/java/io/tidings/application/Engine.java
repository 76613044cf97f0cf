package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery engine: does whatever is due. It starts no threads, keeps no time and sleeps never: whoever drives it calls {@link #step} when it was woken, when
 * {@link #nextDue} comes, and now and then as a net. One driver a process; many processes may drive engines over the same stores.
 */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int EXPIRED_BATCH = 500;
    private static final Duration PARKED_FOR = Duration.ofDays(7);

    private final DeliveryStore deliveries;
    private final Transactions transactions;
    private final Timing timing;
    private final Receipts receipts;
    private final Dispatcher dispatcher;
    private final Evidence evidence;
    private final StatusPoller poller;

    /** @param wake told whenever a task has ended, so that there may be room for more */
    public Engine(DeliveryStore deliveries, NotificationStore notifications, ProfileStore profiles,
            ProviderInstanceStore instances,
            Transactions transactions, ProviderCatalogue catalogue, CallbackUrls urls, Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.timing = timing;
        var envelopes = new Envelopes(notifications, profiles, catalogue);
        this.receipts = new Receipts(deliveries, timing);
        var rerouting = new Rerouting(deliveries, instances, transactions, receipts, timing);
        this.dispatcher = new Dispatcher(deliveries, instances, transactions, envelopes, receipts, rerouting, urls,
                timing, wake);
        this.evidence = new Evidence(deliveries,
                new Questions(deliveries, instances, transactions, envelopes, receipts, timing, wake), receipts,
                timing);
        this.poller = new StatusPoller(
                new Questions(deliveries, instances, transactions, envelopes, receipts, timing, wake));
    }

    /**
     * Claims what is due now.
     *
     * @param tasks runs what it is given once and soon, at the same time as whatever else runs; a task may block for as long as a call to a provider
     * @throws io.tidings.domain.tx.StoreUnavailable when the stores do not answer
     */
    public void step(Executor tasks) {
        expire();
        dispatcher.claim(tasks);
        evidence.claim(tasks);
        poller.claim(tasks);
    }

    /** When the next thing falls due that is not due yet. */
    public Optional<Instant> nextDue() {
        return deliveries.nextDue(timing.now());
    }

    /** Forgets reports whose messages nobody has claimed for a week. To be called now and then. */
    public void forgetParkedReports() {
        int forgotten = deliveries.forgetParked(timing.now().minus(PARKED_FOR));
        if (forgotten > 0) {
            LOG.warn("{} reports were forgotten: for {} days no delivery has known their messages", forgotten,
                    PARKED_FOR.toDays());
        }
    }

    private void expire() {
        List<Delivery> expired = deliveries.findExpired(timing.now(), EXPIRED_BATCH);
        if (!expired.isEmpty()) {
            transactions.run(() -> expired.forEach(found -> deliveries.lock(found.id())
                    .filter(now -> now.expired(timing.now()))
                    .ifPresent(now -> receipts.store(now.expiredAt(timing.now())))));
        }
    }
}
