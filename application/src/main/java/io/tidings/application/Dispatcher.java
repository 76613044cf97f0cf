package io.tidings.application;

import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what is due to the providers, lane by lane: claim durably, send outside any transaction, record. Starts no threads. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Envelopes envelopes;
    private final Receipts receipts;
    private final Rerouting rerouting;
    private final CallbackUrls urls;
    private final Timing timing;
    private final Runnable wake;

    private final Map<ProviderInstanceId, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final Queue<Answer> unrecorded = new ConcurrentLinkedQueue<>();

    Dispatcher(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions,
            Envelopes envelopes, Receipts receipts,
            Rerouting rerouting, CallbackUrls urls, Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.envelopes = envelopes;
        this.receipts = receipts;
        this.rerouting = rerouting;
        this.urls = urls;
        this.timing = timing;
        this.wake = wake;
    }

    /** What became of one attempt, to be recorded. */
    private record Answer(DeliveryId delivery, int attempt, SendOutcome outcome) {}

    /** Claims what may be sent now and has each send run once. */
    void claim(Executor tasks) {
        recordLeftovers();
        for (ProviderInstanceId lane : deliveries.lanesDue(timing.now())) {
            instances.find(lane).filter(ProviderInstance::enabled).ifPresentOrElse(
                    instance -> claim(instance, tasks),
                    () -> rerouting.reroute(lane));
        }
    }

    private void claim(ProviderInstance instance, Executor tasks) {
        AtomicInteger busy = underWay.computeIfAbsent(instance.id(), lane -> new AtomicInteger());
        int room = instance.concurrency() - busy.get();
        if (room <= 0) {
            return;
        }
        Lease lease = timing.lease();
        List<Envelope> claimed = transactions.call(
                () -> envelopes.of(instance, deliveries.claimSends(instance.id(), room, lease, timing.now())));
        busy.addAndGet(claimed.size());
        for (Envelope envelope : claimed) {
            tasks.execute(() -> {
                try {
                    send(envelope, lease);
                } finally {
                    busy.decrementAndGet();
                    wake.run();
                }
            });
        }
    }

    private void send(Envelope envelope, Lease lease) {
        Delivery delivery = envelope.delivery();
        if (lease.expired(timing.now())) {
            LOG.warn("Delivery {} was not sent: its lease ended before its turn came", delivery.id());
            return;
        }
        var answer = new Answer(delivery.id(), delivery.attempts().size(), outcome(envelope));
        try {
            record(answer);
        } catch (StoreUnavailable e) {
            LOG.warn("The answer for delivery {} could not be recorded yet: {}", delivery.id(), e.getMessage());
            unrecorded.add(answer);
        }
    }

    private SendOutcome outcome(Envelope envelope) {
        Delivery delivery = envelope.delivery();
        if (envelope.recipient().isEmpty()) {
            return new SendOutcome.Refused(ProviderFault.of("unknown_user", FaultKind.RECIPIENT, "The app has no user "
                    + delivery.order().user()
                    + ". Create the user (PUT /v3/users/{identifier}), or send the profile with the recipient."));
        }
        if (envelope.provider().isEmpty()) {
            return new SendOutcome.Deferred(ProviderFault.of("provider_not_installed", FaultKind.SETTINGS,
                    "The provider " + delivery.lane().orElseThrow().provider()
                            + " is not installed on the server that tried to send this."),
                    Optional.empty());
        }
        int attempt = delivery.attempts().size();
        var request = new SendRequest(delivery.id(), attempt, envelope.settings(), envelope.recipient().get(),
                envelope.notification().content(),
                envelope.override().body(),
                urls.ofAttempt(delivery.lane().orElseThrow().instance(), delivery.id(), attempt));
        try {
            return envelope.provider().get().send(request);
        } catch (RuntimeException e) {
            LOG.error("The provider {} broke its promise not to throw", delivery.lane().orElseThrow().provider(), e);
            return new SendOutcome.Uncertain(ProviderFault.of("provider_error", FaultKind.UNKNOWN,
                    "The provider failed in a way that it must not. It is not known whether the message was sent."));
        }
    }

    private void record(Answer answer) {
        transactions.run(() -> deliveries.lock(answer.delivery()).ifPresent(before -> {
            Pace pace = timing.pace();
            Delivery after = before.answered(answer.attempt(), answer.outcome(), pace);
            if (answer.outcome() instanceof SendOutcome.Accepted) {
                after = receipts.catchUp(after, answer.attempt(), pace);
            }
            if (after != before) {
                receipts.store(after);
            }
        }));
    }

    /** An answer is worth more than any evidence that could be gathered later, so it is kept until the store takes it. */
    private void recordLeftovers() {
        for (Answer answer = unrecorded.peek(); answer != null; answer = unrecorded.peek()) {
            record(answer);
            unrecorded.poll();
        }
    }
}
