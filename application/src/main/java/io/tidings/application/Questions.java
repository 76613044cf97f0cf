package io.tidings.application;

import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers about deliveries: claim, ask outside any transaction, record what the answer means. Lane by
 * lane: of each a bounded number of questions is under way at once, and a bounded number is asked in a second.
 */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final int CONCURRENCY = 16;

    private final QuestionPace pace;
    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Envelopes envelopes;
    private final Timing timing;
    private final Runnable wake;
    private final Map<ProviderInstanceId, AtomicInteger> underWay = new ConcurrentHashMap<>();

    Questions(QuestionPace pace, DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions,
            Envelopes envelopes, Timing timing, Runnable wake) {
        this.pace = pace;
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.envelopes = envelopes;
        this.timing = timing;
        this.wake = wake;
    }

    /** What is asked of providers, and what the answers mean. */
    interface Inquiry {

        /** The attempt of a delivery that is asked about. */
        Attempt about(Delivery delivery);

        /** @param settings those by which the instance that the attempt went to is used now */
        LookUpOutcome ask(ChannelProvider provider, ProviderSettings settings, Attempt attempt);

        /**
         * What an answer means for a delivery.
         *
         * @param answer  empty when nobody is left who could be asked
         * @param askedAt what happened at the provider later than that the answer may not know
         */
        Delivery judge(Delivery delivery, Optional<LookUpOutcome> answer, Instant askedAt, Pace pace);
    }

    /**
     * Claims deliveries of which something must be asked now and has each question run once. A lane that fails holds up
     * no other.
     */
    void claim(Step step, Inquiry inquiry, Executor tasks) {
        for (ProviderInstanceId lane : deliveries.lanesToAsk(step, timing.now())) {
            try {
                claim(lane, step, inquiry, tasks);
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("What is to be asked of the provider instance {} could not be claimed", lane, e);
            }
        }
    }

    private void claim(ProviderInstanceId lane, Step step, Inquiry inquiry, Executor tasks) {
        AtomicInteger ofLane = underWay.computeIfAbsent(lane, unknown -> new AtomicInteger());
        int room = CONCURRENCY - ofLane.get();
        if (room <= 0) {
            return;
        }
        for (Delivery delivery : pace.claim(lane, step, room)) {
            ofLane.incrementAndGet();
            try {
                tasks.execute(() -> settle(delivery, inquiry, ofLane));
            } catch (RejectedExecutionException | VirtualMachineError e) {
                // It falls due again when its lease ends.
                ofLane.decrementAndGet();
            }
        }
    }

    private void settle(Delivery delivery, Inquiry inquiry, AtomicInteger ofLane) {
        try {
            Instant askedAt = timing.now();
            record(delivery, inquiry, ask(delivery, inquiry), askedAt);
        } catch (StoreUnavailable e) {
            LOG.warn("What was asked about delivery {} could not be recorded and is asked again: {}", delivery.id(),
                    e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What was asked about delivery {} cannot be recorded", delivery.id(), e);
        } finally {
            ofLane.decrementAndGet();
            wake.run();
        }
    }

    /** A question that fails counts as not answered: it is asked again, until it has been long enough. */
    private Optional<LookUpOutcome> ask(Delivery delivery, Inquiry inquiry) {
        try {
            Attempt attempt = inquiry.about(delivery);
            return instances.find(attempt.lane().instance())
                    .map(instance -> envelopes.provider(instance)
                            .map(provider -> inquiry.ask(provider, envelopes.settings(instance, delivery), attempt))
                            .orElseGet(() -> unanswered(ExplanationCode.PROVIDER_NOT_INSTALLED,
                                    "The provider is not installed on the server that tried to ask it.")));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.error("The question about delivery {} failed in a way that it must not", delivery.id(), e);
            return Optional.of(unanswered(ExplanationCode.PROVIDER_ERROR,
                    "The question failed in a way that it must not. The server's log says why."));
        }
    }

    private static LookUpOutcome unanswered(ExplanationCode code, String explanation) {
        return new LookUpOutcome.Unanswered(code.fault(FaultKind.SETTINGS, explanation));
    }

    /**
     * Nothing is recorded when anything has happened to the delivery since it was claimed: it falls due again if
     * there is still something to ask. One by one and not in bulk: each looks at what the others have adopted.
     */
    private void record(Delivery claimed, Inquiry inquiry, Optional<LookUpOutcome> answer, Instant askedAt) {
        transactions.run(() -> {
            var locked = new LockedDeliveries(deliveries, Set.of(claimed.id()), timing.pace());
            locked.find(claimed.id()).filter(now -> now.version() == claimed.version())
                    .ifPresent(now -> locked.change(inquiry.judge(now, answer, askedAt, timing.pace())));
            locked.store();
        });
    }
}
