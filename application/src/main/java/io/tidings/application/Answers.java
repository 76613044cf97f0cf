package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what became of attempts. An answer is worth more than any evidence that could be gathered later, so it is
 * kept until the store takes it.
 */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final DeliveryStore deliveries;
    private final Timing timing;
    private final Consumer<Answer> record;
    private final Queue<Answer> unrecorded = new ConcurrentLinkedQueue<>();

    Answers(DeliveryStore deliveries, Transactions transactions, Timing timing) {
        this.deliveries = deliveries;
        this.timing = timing;
        this.record = transactions.runInTurn(this::record);
    }

    private record Answer(DeliveryId delivery, int attempt, SendOutcome outcome) {}

    /**
     * Records what became of the latest attempt of a claimed delivery, now or, when the stores do not answer, later.
     */
    void record(Delivery claimed, SendOutcome outcome) {
        var answer = new Answer(claimed.id(), claimed.attempts().size(), outcome);
        try {
            recordOrDrop(answer);
        } catch (StoreUnavailable e) {
            LOG.warn("The answer for delivery {} could not be recorded yet: {}", answer.delivery(), e.getMessage());
            unrecorded.add(answer);
        }
    }

    /** @throws StoreUnavailable when the stores still do not answer; then whatever is left is still kept */
    void recordLeftovers() {
        for (Answer answer = unrecorded.peek(); answer != null; answer = unrecorded.peek()) {
            recordOrDrop(answer);
            unrecorded.remove(answer);
        }
    }

    /** What can never be recorded is dropped, lest it hold up all others; evidence is sought instead. */
    private void recordOrDrop(Answer answer) {
        try {
            record.accept(answer);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The answer for delivery {} cannot be recorded", answer.delivery(), e);
        }
    }

    private void record(List<Answer> answers) {
        Pace pace = timing.pace();
        var locked = new LockedDeliveries(deliveries,
                answers.stream().map(Answer::delivery).collect(Collectors.toSet()), pace);
        answers.forEach(answer -> locked.find(answer.delivery())
                .map(delivery -> delivery.answered(answer.attempt(), answer.outcome(), pace))
                .ifPresent(locked::change));
        locked.store();
    }
}
