package io.tidings.application;

import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery engine: does whatever is due. It starts no threads, keeps no time and sleeps never: whoever drives it
 * calls {@link #step} when it was woken, when {@link #nextDue} comes, and now and then as a net. One driver a process;
 * many processes may drive engines over the same stores.
 */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int EXPIRED_BATCH = 500;

    private final DeliveryStore deliveries;
    private final Transactions transactions;
    private final Timing timing;
    private final Lanes lanes;
    private final QuestionPace questionPace;
    private final Retention retention;
    private final Letters letters;
    private final Dispatcher dispatcher;
    private final Evidence evidence;
    private final StatusPoller poller;
    private final Runnable wake;

    /**
     * @param wake told whenever there may be more to do at once: what waits has room, a batch was full, another way was
     * found
     */
    public Engine(DeliveryStore deliveries, NotificationStore notifications, ProfileStore profiles,
            ProviderInstanceStore instances, ConversationStore conversations, ConsentWords words,
            LaneStore lanes, IdempotencyStore idempotency, Transactions transactions, ProviderCatalogue catalogue,
            CallbackUrls urls, Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.timing = timing;
        this.wake = wake;
        var envelopes = new Envelopes(notifications, profiles, conversations, catalogue);
        this.lanes = new Lanes(lanes, deliveries, transactions, timing);
        this.retention = new Retention(deliveries, notifications, idempotency, conversations, transactions, timing);
        this.letters = new Letters(envelopes, new Composer(), words, urls, timing);
        this.dispatcher = new Dispatcher(instances, this.lanes, letters,
                new Answers(deliveries, transactions, timing),
                new Rerouting(deliveries, instances, transactions, timing, wake), timing, wake);
        this.questionPace = new QuestionPace(lanes, deliveries, instances, transactions, timing);
        this.evidence = new Evidence(deliveries,
                new Questions(questionPace, deliveries, instances, transactions, envelopes, timing, wake), timing);
        this.poller = new StatusPoller(
                new Questions(questionPace, deliveries, instances, transactions, envelopes, timing, wake));
    }

    /**
     * Does what is due now. What fails is logged and keeps nothing else from being claimed, unless the stores do
     * not answer at all.
     *
     * @param tasks runs what it is given once and soon, at the same time as whatever else runs; a task may block for
     *         as long as a call to a provider
     * @throws io.tidings.domain.tx.StoreUnavailable when the stores do not answer
     */
    public void step(Executor tasks) {
        send(tasks);
        attempt(this::expire);
        attempt(() -> evidence.claim(tasks));
        attempt(() -> poller.claim(tasks));
    }

    /** That part of a {@linkplain #step} which begins to send, and on which recipients wait. */
    public void send(Executor tasks) {
        attempt(() -> dispatcher.claim(tasks));
    }

    /**
     * The way of what need not wait for a {@linkplain #step}.
     *
     * @param tasks as there
     */
    Express express(Executor tasks) {
        return new Express(lanes, letters, dispatcher, timing, tasks);
    }

    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A part of the engine's step failed in a way that it must not", e);
        }
    }

    /**
     * When the next thing falls due after that moment.
     *
     * @param after when the last {@link #step} began: what fell due while it was under way may have come too late for
     *         it
     */
    public Optional<Instant> nextDue(Instant after) {
        Instant now = timing.now();
        // Unless the clock was set back since.
        Instant from = after.isBefore(now) ? after.truncatedTo(ChronoUnit.MILLIS) : now;
        return Stream.of(deliveries.nextDue(from), lanes.nextAt(from), questionPace.nextAt(from))
                .flatMap(Optional::stream).min(Instant::compareTo).map(Engine::inMillis);
    }

    /**
     * A lane's time is counted in microseconds, the clock's in milliseconds: the first of them that is not too early.
     */
    private static Instant inMillis(Instant at) {
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(at) ? at : millis.plusMillis(1);
    }

    /** Whether this process calls the provider instance at the moment, and why not. */
    public Circuit circuit(ProviderInstance instance) {
        return lanes.circuit(instance);
    }

    /**
     * Forgets a batch of what has been kept for long enough. To be called now and then by every process, on one thread,
     * and again after a pause while there is more.
     *
     * @return whether there may be more
     * @throws io.tidings.domain.tx.StoreUnavailable when the stores do not answer
     */
    public boolean tidyUp() {
        return retention.tidyUp();
    }

    private void expire() {
        List<Delivery> expired = deliveries.findExpired(timing.now(), EXPIRED_BATCH);
        if (!expired.isEmpty()) {
            transactions.run(() -> {
                var locked = new LockedDeliveries(deliveries,
                        expired.stream().map(Delivery::id).collect(Collectors.toSet()),
                        timing.pace());
                locked.all().stream().filter(delivery -> delivery.expired(timing.now()))
                        .forEach(delivery -> locked.change(delivery.expiredAt(timing.now())));
                locked.store();
            });
        }
        if (expired.size() == EXPIRED_BATCH) {
            wake.run();
        }
    }
}
