package io.tidings.domain.delivery;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.SendOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One notification for one user on one channel. The one place of the state law: whatever happens to a delivery is a
 * method here, which answers the delivery as it is afterwards, with what the timeline gains.
 *
 * <p>The {@link #state()} is no field: it follows from what the attempts prove, from our own decision to end it, and
 * from whether something is still due. So no order of events can leave a state that the evidence contradicts.
 *
 * @param lane     the provider instance that it goes through; empty only where none could be found
 * @param attempts oldest first
 * @param ending   our decision that nothing (more) is sent, and why
 * @param waiting  why it still waits, where there is something to say
 * @param due      the next thing to be done; empty when nothing is, by us
 * @param version  how often it was stored; a write with another version than the stored one changes nothing
 * @param unsaved  the timeline entries that the store does not have yet, oldest first
 */
public record Delivery(DeliveryOrder order, Optional<Lane> lane, List<Attempt> attempts, Optional<Explanation> ending,
        Optional<Explanation> waiting, Optional<Due> due, Instant updatedAt, long version,
        List<TimelineEntry> unsaved) {

    public Delivery {
        attempts = List.copyOf(attempts);
        unsaved = List.copyOf(unsaved);
    }

    /** A new delivery, due at once or when the caller wants it sent. */
    public static Delivery queued(DeliveryOrder order, Lane lane, Optional<Instant> sendAt) {
        Instant at = sendAt.filter(wanted -> wanted.isAfter(order.createdAt())).orElse(order.createdAt());
        String detail = at.equals(order.createdAt()) ? "Accepted" : "Accepted, to be sent at " + at;
        return created(order, Optional.of(lane), Optional.of(new Due(Step.SEND, at)), detail);
    }

    /** A new delivery that ends at once, because nothing could ever send it. */
    public static Delivery stillborn(DeliveryOrder order, Explanation why) {
        return created(order, Optional.empty(), Optional.empty(), "Accepted").discarded(why, order.createdAt());
    }

    private static Delivery created(DeliveryOrder order, Optional<Lane> lane, Optional<Due> due, String detail) {
        return new Delivery(order, lane, List.of(), Optional.empty(), Optional.empty(), due, order.createdAt(), 0,
                List.of()).noted(Event.QUEUED, 0, detail, order.createdAt());
    }

    public DeliveryId id() {
        return order.id();
    }

    public DeliveryState state() {
        DeliveryState reached = tries().reached();
        if (reached.ended()) {
            return reached;
        }
        boolean failed = tries().decisive().filter(Attempt::failed).isPresent() && !isDue(Step.SEND);
        return ending.isPresent() || failed ? DeliveryState.DISCARDED : reached;
    }

    /** Why it stands where it stands. Always present when it is discarded, else while something is worth telling. */
    public Optional<Explanation> explanation() {
        return switch (state()) {
            case DISCARDED -> ending.or(() -> tries().decisive().flatMap(Attempt::failure).map(Explanation::of));
            case QUEUED, SENDING, SENT -> waiting;
            case DELIVERED, SEEN -> Optional.empty();
        };
    }

    public Optional<Attempt> latest() {
        return tries().latest();
    }

    /** The attempt of that number, where it has begun. */
    public Optional<Attempt> attempt(int number) {
        return tries().numbered(number);
    }

    /** The provider's identifier of the message that was handed over last. */
    public Optional<String> reference() {
        return tries().reference();
    }

    public boolean isDue(Step step) {
        return plan().isDue(step);
    }

    /** Whether it can never be handed over in time any more. */
    public boolean expired(Instant now) {
        return isDue(Step.SEND) && !now.isBefore(order.expiresAt());
    }

    /** Begins an attempt, which must be durable before the provider is called. Only while {@link Step#SEND} is due. */
    public Delivery begun(Lease lease, Optional<Imprint> imprint, Optional<String> remark, Instant now) {
        require(isDue(Step.SEND), "nothing is due to be sent");
        int number = attempts.size() + 1;
        return with(tries().withNext(lane.orElseThrow(), imprint, now), plan().next(Step.RESOLVE, lease.until()))
                .noted(Event.SENDING, number, TimelineEntry.beginning(number, remark), now);
    }

    /** Takes the lease for a question to the provider: it falls due again when the lease ends. */
    public Delivery leased(Lease lease) {
        require(isDue(Step.RESOLVE) || isDue(Step.POLL), "no question is due");
        return with(tries(), new Plan(ending, waiting, due.map(next -> new Due(next.step(), lease.until()))));
    }

    /**
     * Records the provider's answer: a fact about that attempt, whoever holds the lease by now. Told twice, it counts
     * once.
     */
    public Delivery answered(int number, SendOutcome outcome, Pace pace) {
        Attempt before = begunAttempt(number);
        Attempt after = before.answered(outcome);
        if (after.equals(before)) {
            return this;
        }
        Attempts tries = tries().with(after);
        Delivery moved = with(tries, plan().answered(outcome, before, tries, order, pace));
        return moved.noted(TimelineEntry.of(pace.now(), moved.state(), number, outcome).between(this, moved))
                .endNoted(this, number, pace);
    }

    /** With why it ends, where it has come to that since it was as before. */
    private Delivery endNoted(Delivery before, int number, Pace pace) {
        return ending.equals(before.ending) ? this : noted(Event.DISCARDED, number, ending.orElseThrow(), pace.now());
    }

    /** The latest attempt began, and whoever made it never said how it ended. */
    public Delivery interrupted(Pace pace) {
        Attempt attempt = latest().orElseThrow();
        require(attempt.call() == Call.PENDING, "the attempt has ended");
        Explanation why = Explanation.interrupted();
        Attempts tries = tries().with(attempt.ended(Call.UNCERTAIN, Optional.empty()));
        return with(tries, plan().doubted(why, tries, pace)).noted(Event.UNCERTAIN, attempt.number(), why, pace.now());
    }

    /** Applies a provider's report on an attempt. A report that was received before changes nothing at all. */
    public Delivery received(int number, Report report, Pace pace) {
        Attempt before = begunAttempt(number);
        Attempt after = before.received(report.reference(), Receipt.of(report));
        return after.equals(before)
                ? this
                : proven(before, after, Event.RECEIPT, "The provider reports: " + report.word(), report, pace);
    }

    /** A look-up found the one message that this uncertain attempt made. */
    public Delivery found(Report report, Pace pace) {
        Attempt before = latest().orElseThrow();
        Attempt after = before.received(report.reference(), Receipt.of(report)).accepted(report.reference());
        return proven(before, after, Event.FOUND,
                "Found at the provider as " + report.reference() + ", " + report.word(), report, pace);
    }

    private Delivery proven(Attempt before, Attempt after, Event event, String says, Report report, Pace pace) {
        Attempts tries = tries().with(after);
        Delivery moved = with(tries, plan().settled(before, tries, order, pace));
        return moved.noted(TimelineEntry.of(pace.now(), event, moved.state(), after.number(), says, report)
                .between(this, moved));
    }

    /** Callbacks and look-ups have been silent for the whole evidence window: there is no message. It is sent again. */
    public Delivery absent(Pace pace) {
        return whileInDoubt(attempt -> {
            Attempts tries = tries().with(attempt.ended(Call.ABSENT, attempt.fault()));
            return with(tries, plan().absent(tries, order, pace)).noted(Event.ABSENT, attempt.number(),
                    "The provider has no such message and reported none", pace.now())
                    .endNoted(this, attempt.number(), pace);
        });
    }

    /** The provider was asked about the latest attempt and could not settle the matter: it is asked again. */
    public Delivery askedInVain(String answer, Pace pace) {
        return whileInDoubt(attempt -> {
            Due again = new Due(Step.RESOLVE, pace.questionAt(attempt.startedAt()));
            return with(tries(), new Plan(ending, waiting, Optional.of(again)))
                    .noted(Event.ASKED, attempt.number(), answer, pace.now());
        });
    }

    /** No evidence can be had about the latest attempt: nothing is done until a person decides or a report comes. */
    public Delivery held(String why, Pace pace) {
        return whileInDoubt(attempt -> {
            Explanation explanation = Explanation.outcomeUnknown(why);
            return with(tries(), plan().nothing().waiting(explanation))
                    .noted(Event.HELD, attempt.number(), explanation, pace.now());
        });
    }

    /** The answer to a question that something else has answered meanwhile changes nothing. */
    private Delivery whileInDoubt(Function<Attempt, Delivery> step) {
        return isDue(Step.RESOLVE) ? step.apply(attempts.getLast()) : this;
    }

    /** The status of the message was asked for: the next question, or none when it has been long enough. */
    public Delivery polled(Pace pace) {
        return isDue(Step.POLL) ? with(tries(), plan().polled(tries(), pace)) : this;
    }

    /** Another instance serves it from now on. Only while nothing of it is under way. */
    public Delivery rerouted(Lane to, Instant now) {
        require(isDue(Step.SEND), "it is not waiting to be sent");
        return new Delivery(order, Optional.of(to), attempts, ending, waiting, due, updatedAt, version, unsaved)
                .noted(Event.REROUTED, 0, "Another provider instance serves it now", now);
    }

    /** What kept it from being sent may be gone: it is due now. */
    public Delivery hastened(Instant now) {
        require(isDue(Step.SEND), "it is not waiting to be sent");
        return with(tries(), new Plan(ending, waiting, Optional.of(new Due(Step.SEND, now))));
    }

    /** Whether nothing could be found out about the last attempt, and a person must decide. */
    public boolean held() {
        return due.isEmpty() && state() == DeliveryState.SENDING;
    }

    /** A person has it sent again although it may have been sent already. Only while it is {@link #held()}. */
    public Delivery resent(Instant now) {
        require(held(), "it is not held");
        return with(tries(), plan().next(Step.SEND, now)).noted(Event.DECIDED, attempts.size(),
                "A person decided that it is sent again", now);
    }

    /** A person has its message sent again by another delivery. Only when it is discarded. */
    public Delivery succeededBy(DeliveryId successor, Instant now) {
        require(state() == DeliveryState.DISCARDED, "it is not discarded");
        return noted(Event.DECIDED, attempts.size(), "A person decided that it is sent again, as " + successor, now);
    }

    /** Whether the provider took it so long ago that no receipt is expected any more. */
    public boolean stale() {
        return due.isEmpty() && state() == DeliveryState.SENT;
    }

    /** We end it while nothing of it is under way: it waits to be sent, or is held, or was never to be sent. */
    public Delivery discarded(Explanation why, Instant now) {
        boolean idle = due.isEmpty() && state().compareTo(DeliveryState.SENT) < 0;
        require(isDue(Step.SEND) || idle, "it is under way or has ended");
        return with(tries(), Plan.end(why)).noted(Event.DISCARDED, 0, why, now);
    }

    /** Its last moment has come before it could be handed over. */
    public Delivery expiredAt(Instant now) {
        return discarded(Explanation.expired(order.expiresAt(), waiting), now);
    }

    /** What the store keeps: the same with nothing left to append, one version on. */
    public Delivery saved() {
        return new Delivery(order, lane, attempts, ending, waiting, due, updatedAt, version + 1, List.of());
    }

    private Attempts tries() {
        return new Attempts(attempts);
    }

    private Plan plan() {
        return new Plan(ending, waiting, due);
    }

    private Attempt begunAttempt(int number) {
        return attempt(number).orElseThrow(() -> new IllegalArgumentException(id() + " has no attempt " + number));
    }

    private Delivery with(Attempts tries, Plan plan) {
        return new Delivery(order, lane, tries.all(), plan.ending(), plan.waiting(), plan.due(), updatedAt, version,
                unsaved);
    }

    private Delivery noted(Event event, int attempt, String detail, Instant now) {
        return noted(TimelineEntry.of(now, event, state(), attempt, detail));
    }

    private Delivery noted(Event event, int attempt, Explanation why, Instant now) {
        return noted(TimelineEntry.of(now, event, state(), attempt, why));
    }

    private Delivery noted(TimelineEntry entry) {
        var entries = new ArrayList<>(unsaved);
        entries.add(entry);
        Instant updated = entry.at().isAfter(updatedAt) ? entry.at() : updatedAt;
        return new Delivery(order, lane, attempts, ending, waiting, due, updated, version, entries);
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(order.id() + ": " + otherwise);
        }
    }
}
