package io.tidings.domain.delivery;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SendOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What we mean to do about a delivery, and how a fact changes it: the part of the state law that looks ahead.
 *
 * @param ending  our decision that nothing (more) is sent, and why
 * @param waiting why it still waits, where there is something to say
 * @param due     the next thing to be done
 */
record Plan(Optional<Explanation> ending, Optional<Explanation> waiting, Optional<Due> due) {

    static final Plan NOTHING = new Plan(Optional.empty(), Optional.empty(), Optional.empty());

    /** We end it. */
    static Plan end(Explanation why) {
        return new Plan(Optional.of(why), Optional.empty(), Optional.empty());
    }

    /** Nothing is left to be done. */
    Plan nothing() {
        return new Plan(ending, Optional.empty(), Optional.empty());
    }

    Plan next(Step step, Instant at) {
        return new Plan(ending, Optional.empty(), Optional.of(new Due(step, at)));
    }

    Plan waiting(Explanation why) {
        return new Plan(ending, Optional.of(why), due);
    }

    boolean isDue(Step step) {
        return due.filter(next -> next.step() == step).isPresent();
    }

    /** After a fact about an attempt, which was {@code before} until then. */
    Plan settled(Attempt before, Attempts attempts, DeliveryOrder order, Pace pace) {
        DeliveryState reached = attempts.reached();
        if (reached == DeliveryState.SEEN) {
            return nothing();
        }
        if (reached == DeliveryState.DELIVERED) {
            boolean waitForSeen = !pace.policies().callbacks();
            return waitForSeen ? polling(attempts, pace) : nothing();
        }
        Attempt decisive = attempts.decisive().orElseThrow();
        if (ending.isPresent() || decisive.number() != before.number()) {
            return this;
        }
        return switch (decisive.standing()) {
            case DISCARDED -> afterFailure(decisive, before.failed(), attempts, order, pace);
            case SENT -> polling(attempts, pace);
            case QUEUED, SENDING, DELIVERED, SEEN -> this;
        };
    }

    private Plan afterFailure(Attempt failed, boolean known, Attempts attempts, DeliveryOrder order, Pace pace) {
        ProviderFault fault = failed.failure().orElseThrow();
        Explanation why = Explanation.of(fault);
        // Of a later attempt that came to nothing something might still be heard, which must not reopen what is over.
        Plan over = isLatest(attempts, DeliveryState.DISCARDED) ? nothing() : end(why);
        if (!passes(failed, attempts, order)) {
            return over;
        }
        if (known) {
            return isDue(Step.SEND) ? waiting(why) : this;
        }
        Instant at = hasReserve(failed, attempts, order)
                ? pace.now()
                : pace.retryAt(attempts.all().size(), fault.kind(), Optional.empty());
        return at.isBefore(order.expiresAt()) ? next(Step.SEND, at).waiting(why) : over;
    }

    /** Whether another attempt may succeed where this one has failed. */
    private static boolean passes(Attempt failed, Attempts attempts, DeliveryOrder order) {
        return failed.failure().filter(fault -> fault.kind().passes()).isPresent() && failed.call() != Call.REFUSED
                || hasReserve(failed, attempts, order);
    }

    private static boolean hasReserve(Attempt failed, Attempts attempts, DeliveryOrder order) {
        return order.reserve() && failed.windowClosed() && attempts.isFirstToFindWindowClosed(failed);
    }

    /** After the provider's answer to an attempt, which was {@code before} until then. */
    Plan answered(SendOutcome outcome, Attempt before, Attempts attempts, DeliveryOrder order, Pace pace) {
        boolean latest = before.number() == attempts.all().size();
        return switch (outcome) {
            case SendOutcome.Accepted accepted -> settled(before, attempts, order, pace);
            case SendOutcome.Refused refused -> settled(before, attempts, order, pace);
            case SendOutcome.Deferred deferred -> latest ? deferred(deferred, attempts, order, pace) : this;
            case SendOutcome.Uncertain(ProviderFault fault) ->
                latest ? doubted(Explanation.of(fault), attempts, pace) : this;
        };
    }

    /** After the provider surely did not take the latest attempt, but may later. */
    private Plan deferred(SendOutcome.Deferred deferred, Attempts attempts, DeliveryOrder order, Pace pace) {
        if (ending.isPresent() || attempts.reached().ended() || !isLatest(attempts, DeliveryState.QUEUED)) {
            return this;
        }
        Explanation why = Explanation.of(deferred.fault());
        Instant at = pace.retryAt(attempts.all().size(), deferred.fault().kind(), deferred.after());
        return cameToNothing(attempts, order, pace, at.isBefore(order.expiresAt())
                ? next(Step.SEND, at).waiting(why)
                : end(Explanation.expired(order.expiresAt(), Optional.of(why))));
    }

    /** After silence has proven that the latest attempt made no message. */
    Plan absent(Attempts attempts, DeliveryOrder order, Pace pace) {
        return cameToNothing(attempts, order, pace, next(Step.SEND, pace.now()));
    }

    /**
     * The latest attempt made no message. Where an earlier one, of which we learned late, has a message under way,
     * another would double it; where that has failed for good, another would fail, too.
     */
    private Plan cameToNothing(Attempts attempts, DeliveryOrder order, Pace pace, Plan otherwise) {
        Attempt decisive = attempts.decisive().orElseThrow();
        return switch (decisive.standing()) {
            case SENT -> polling(attempts, pace);
            case DISCARDED -> passes(decisive, attempts, order)
                    ? otherwise
                    : end(Explanation.of(decisive.failure().orElseThrow()));
            case QUEUED, SENDING, DELIVERED, SEEN -> otherwise;
        };
    }

    /** After the latest attempt ended without a clear answer. */
    Plan doubted(Explanation why, Attempts attempts, Pace pace) {
        boolean open = ending.isEmpty() && !attempts.reached().ended() && isLatest(attempts, DeliveryState.SENDING);
        return open
                ? next(Step.RESOLVE, pace.questionAt(attempts.all().getLast().startedAt())).waiting(why)
                : this;
    }

    private Plan polling(Attempts attempts, Pace pace) {
        Plan patient = new Plan(ending, Optional.empty(), due);
        return isDue(Step.POLL) ? patient : patient.polled(attempts, pace);
    }

    /** The status was asked for, or is to be asked for from now on; at the end nothing was heard for long. */
    Plan polled(Attempts attempts, Pace pace) {
        return pace.pollAt(attempts.decisive().orElseThrow().startedAt())
                .map(at -> new Plan(ending, waiting, Optional.of(new Due(Step.POLL, at))))
                .orElseGet(() -> nothing().waiting(Explanation.noReceipt()));
    }

    private static boolean isLatest(Attempts attempts, DeliveryState standing) {
        return attempts.latest().filter(latest -> latest.standing() == standing).isPresent();
    }
}
