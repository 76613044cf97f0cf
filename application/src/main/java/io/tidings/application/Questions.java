package io.tidings.application;

import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks providers about deliveries: claim, ask outside any transaction, record what the answer means. A bounded number of questions is under way at once. */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final int CONCURRENCY = 16;

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final Envelopes envelopes;
    private final Receipts receipts;
    private final Timing timing;
    private final Runnable wake;
    private final AtomicInteger underWay = new AtomicInteger();

    Questions(DeliveryStore deliveries, ProviderInstanceStore instances, Transactions transactions, Envelopes envelopes,
            Receipts receipts, Timing timing,
            Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.transactions = transactions;
        this.envelopes = envelopes;
        this.receipts = receipts;
        this.timing = timing;
        this.wake = wake;
    }

    /** What an answer means for a delivery. No answer means that nobody is left who could be asked. */
    @FunctionalInterface
    interface Judgement {
        Delivery judge(Delivery delivery, Optional<LookUpOutcome> answer, Pace pace);
    }

    /** Claims deliveries of which something must be asked now and has each question run once. */
    void claim(Step step, Function<Envelope, LookUp> question, Judgement judgement, Executor tasks) {
        int room = CONCURRENCY - underWay.get();
        if (room <= 0) {
            return;
        }
        List<Delivery> claimed = deliveries.claimQuestions(step, room, timing.lease(), timing.now());
        underWay.addAndGet(claimed.size());
        for (Delivery delivery : claimed) {
            tasks.execute(() -> {
                try {
                    record(delivery, judgement, ask(delivery, question));
                } finally {
                    underWay.decrementAndGet();
                    wake.run();
                }
            });
        }
    }

    private Optional<LookUpOutcome> ask(Delivery delivery, Function<Envelope, LookUp> question) {
        Optional<ProviderInstance> instance = instances.find(delivery.lane().orElseThrow().instance());
        Optional<Envelope> envelope = instance.map(it -> envelopes.of(it, List.of(delivery)).getFirst());
        return envelope.flatMap(it -> it.provider().map(provider -> lookUp(provider, question.apply(it))));
    }

    private static LookUpOutcome lookUp(ChannelProvider provider, LookUp question) {
        try {
            return provider.lookUp(question);
        } catch (RuntimeException e) {
            LOG.error("The provider {} broke its promise not to throw", provider.descriptor().id(), e);
            return new LookUpOutcome.Unanswered(
                    ProviderFault.of("provider_error", FaultKind.UNKNOWN,
                            "The provider failed in a way that it must not."));
        }
    }

    /** Nothing is recorded when anything has happened to the delivery since it was claimed: it falls due again if there is still something to ask. */
    private void record(Delivery claimed, Judgement judgement, Optional<LookUpOutcome> answer) {
        transactions.run(() -> deliveries.lock(claimed.id())
                .filter(now -> now.version() == claimed.version())
                .ifPresent(now -> receipts.store(judgement.judge(now, answer, timing.pace()))));
    }
}
