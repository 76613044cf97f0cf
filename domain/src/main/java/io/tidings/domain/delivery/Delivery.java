package io.tidings.domain.delivery;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.SendOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One notification for one user on one channel. The one place of the state law: whatever happens to a delivery is a method here, which answers the delivery as
 * it is afterwards, with what the timeline gains.
 *
 * <p>The {@link #state()} is no field: it follows from what the attempts prove, from our own decision to end it, and from whether something is still due. So no
 * order of events can leave a state that the evidence contradicts.
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
        Optional<Explanation> waiting,
        Optional<Due> due, Instant updatedAt, long version, List<TimelineEntry> unsaved) {

    public Delivery {
        attempts = List.copyOf(attempts);
        unsaved = List.copyOf(unsaved);
    }

    /** A new delivery, due at once or when the caller wants it sent. */
    public static Delivery queued(DeliveryOrder order, Lane lane, Optional<Instant> sendAt) {
        Instant at = sendAt.filter(wanted -> wanted.isAfter(order.createdAt())).orElse(order.createdAt());
        String detail = at.equals(order.createdAt()) ? "Accepted" : "Accepted, to be sent at " + at;
        return new Delivery(order, Optional.of(lane), List.of(), Optional.empty(), Optional.empty(),
                Optional.of(new Due(Step.SEND, at)),
                order.createdAt(), 0, List.of()).noted(Event.QUEUED, 0, detail, order.createdAt());
    }

    /** A new delivery that ends at once, because nothing could ever send it. */
    public static Delivery stillborn(DeliveryOrder order, Explanation why) {
        return new Delivery(order, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                order.createdAt(), 0, List.of())
                .noted(Event.QUEUED, 0, "Accepted", order.createdAt())
                .discarded(why, order.createdAt());
    }

    public DeliveryId id() {
        return order.id();
    }

    public DeliveryState state() {
        DeliveryState reached = reached();
        if (reached.compareTo(DeliveryState.DELIVERED) >= 0) {
            return reached;
        }
        boolean failed = latest().filter(Attempt::failed).isPresent() && !isDue(Step.SEND);
        return ending.isPresent() || failed ? DeliveryState.DISCARDED : reached;
    }

    /** Why it stands where it stands. Always present when it is discarded; otherwise present while it waits for something worth telling. */
    public Optional<Explanation> explanation() {
        return switch (state()) {
            case DISCARDED -> ending.or(() -> latest().flatMap(Attempt::failure).map(Explanation::of));
            case QUEUED, SENDING, SENT -> waiting;
            case DELIVERED, SEEN -> Optional.empty();
        };
    }

    public Optional<Attempt> latest() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /** The attempt of that number, where it has begun. */
    public Optional<Attempt> attempt(int number) {
        return number >= 1 && number <= attempts.size() ? Optional.of(attempts.get(number - 1)) : Optional.empty();
    }

    /** The provider's identifier of the message that was handed over last. */
    public Optional<String> reference() {
        return attempts.reversed().stream().flatMap(attempt -> attempt.reference().stream()).findFirst();
    }

    public boolean isDue(Step step) {
        return due.filter(next -> next.step() == step).isPresent();
    }

    /** Whether it can never be handed over in time any more. */
    public boolean expired(Instant now) {
        return isDue(Step.SEND) && !now.isBefore(order.expiresAt());
    }

    /** Begins the next attempt. Must be durable before the provider is called. Only while {@link Step#SEND} is due. */
    public Delivery begun(Lease lease, Instant now) {
        require(isDue(Step.SEND), "nothing is due to be sent");
        var all = new ArrayList<>(attempts);
        all.add(Attempt.begun(attempts.size() + 1, now));
        return with(all, ending, Optional.empty(), Optional.of(new Due(Step.RESOLVE, lease.until())))
                .noted(Event.SENDING, all.size(),
                        all.size() == 1 ? "Handed to the provider" : "Handed to the provider, attempt " + all.size(),
                        now);
    }

    /** Takes the lease for a question to the provider: it falls due again when the lease ends. */
    public Delivery leased(Lease lease) {
        Due next = due.orElseThrow(() -> new IllegalStateException(id() + ": nothing is due"));
        return with(attempts, ending, waiting, Optional.of(new Due(next.step(), lease.until())));
    }

    /** Records what the provider's answer was. A fact about that attempt, whoever holds the lease by now; told twice, it counts once. */
    public Delivery answered(int number, SendOutcome outcome, Pace pace) {
        Attempt attempt = begunAttempt(number);
        if (attempt.call() != Call.PENDING && attempt.call() != Call.UNCERTAIN && attempt.call() != Call.ABSENT) {
            return this;
        }
        return switch (outcome) {
            case SendOutcome.Accepted(String reference) -> put(attempt.accepted(reference))
                    .settled(attempt, pace)
                    .noted(Event.SENT, number, "The provider accepted the message as " + reference, pace.now());
            case SendOutcome.Deferred deferred -> put(attempt.ended(Call.DEFERRED, Optional.of(deferred.fault())))
                    .deferred(number, deferred, pace);
            case SendOutcome.Refused(ProviderFault fault) -> put(attempt.ended(Call.REFUSED, Optional.of(fault)))
                    .settled(attempt, pace)
                    .noted(Event.DISCARDED, number, Explanation.of(fault), pace.now());
            case SendOutcome.Uncertain(ProviderFault fault) -> put(attempt.ended(Call.UNCERTAIN, Optional.of(fault)))
                    .doubted(number, Explanation.of(fault), pace);
        };
    }

    /** The latest attempt began, and whoever made it never said how it ended. */
    public Delivery interrupted(Pace pace) {
        Attempt attempt = latest().orElseThrow();
        require(attempt.call() == Call.PENDING, "the attempt has ended");
        return put(attempt.ended(Call.UNCERTAIN, Optional.empty())).doubted(attempt.number(), Explanation.interrupted(),
                pace);
    }

    /** Applies a provider's report on an attempt. A report that was received before changes nothing at all. */
    public Delivery received(int number, Report report, Pace pace) {
        Attempt attempt = begunAttempt(number);
        Attempt after = attempt.received(report.reference(), Receipt.of(report));
        if (after.equals(attempt)) {
            return this;
        }
        Delivery moved = put(after).settled(attempt, pace);
        String says = "The provider reports: " + report.word();
        TimelineEntry entry = report.fault()
                .map(fault -> new TimelineEntry(pace.now(), Event.RECEIPT, moved.state(), number,
                        says + ". " + fault.explanation(),
                        Optional.of(fault.code()), fault.link(), report.raw()))
                .orElseGet(() -> new TimelineEntry(pace.now(), Event.RECEIPT, moved.state(), number, says,
                        Optional.empty(), Optional.empty(),
                        report.raw()));
        return moved.noted(entry);
    }

    /** A look-up found the one message that this uncertain attempt made. */
    public Delivery found(Report report, Pace pace) {
        Attempt attempt = latest().orElseThrow();
        return put(attempt.received(report.reference(), Receipt.of(report)).accepted(report.reference()))
                .settled(attempt, pace)
                .noted(Event.FOUND, attempt.number(),
                        "Found at the provider as " + report.reference() + ", " + report.word(), pace.now());
    }

    /** Callbacks and look-ups have been silent for the whole evidence window: there is no message, so it is due to be sent again. */
    public Delivery absent(Pace pace) {
        Attempt attempt = latest().orElseThrow();
        return put(attempt.ended(Call.ABSENT, attempt.fault()))
                .with(Optional.empty(), Optional.of(new Due(Step.SEND, pace.now())))
                .noted(Event.ABSENT, attempt.number(),
                        "The provider has no such message and reported none: it is sent again", pace.now());
    }

    /** The provider was asked about the latest attempt and could not settle the matter: it is asked again. */
    public Delivery askedInVain(String answer, Pace pace) {
        Attempt attempt = latest().orElseThrow();
        return with(waiting, Optional.of(new Due(Step.RESOLVE, pace.questionAt(attempt.startedAt()))))
                .noted(Event.ASKED, attempt.number(), answer, pace.now());
    }

    /** No evidence can be had about the latest attempt: nothing is done any more until a person decides or a report comes. */
    public Delivery held(String why, Pace pace) {
        Explanation explanation = Explanation.outcomeUnknown(why);
        return with(Optional.of(explanation), Optional.empty()).noted(Event.HELD, attempts.size(), explanation,
                pace.now());
    }

    /** The status of the message was asked for: the next question, or none when it has been long enough. */
    public Delivery polled(Pace pace) {
        Instant startedAt = latest().orElseThrow().startedAt();
        return isDue(Step.POLL) ? with(waiting, pace.pollAt(startedAt).map(at -> new Due(Step.POLL, at))) : this;
    }

    /** Another instance serves it from now on. Only while nothing of it is under way. */
    public Delivery rerouted(Lane to, Instant now) {
        require(isDue(Step.SEND), "it is not waiting to be sent");
        return new Delivery(order, Optional.of(to), attempts, ending, waiting, due, updatedAt, version, unsaved)
                .noted(Event.REROUTED, 0, "Another provider instance serves it now", now);
    }

    /** We end it before anything was handed over. */
    public Delivery discarded(Explanation why, Instant now) {
        require(due.isEmpty() || isDue(Step.SEND), "it is under way");
        return with(attempts, Optional.of(why), Optional.empty(), Optional.empty()).noted(Event.DISCARDED, 0, why, now);
    }

    /** Its last moment has come before it could be handed over. */
    public Delivery expiredAt(Instant now) {
        return discarded(Explanation.expired(order.expiresAt(), waiting), now);
    }

    /** What the store keeps: the same with nothing left to append, one version on. */
    public Delivery saved() {
        return new Delivery(order, lane, attempts, ending, waiting, due, updatedAt, version + 1, List.of());
    }

    private DeliveryState reached() {
        DeliveryState reached = DeliveryState.QUEUED;
        for (Attempt attempt : attempts) {
            DeliveryState standing = attempt.standing();
            if (standing == DeliveryState.DISCARDED) {
                standing = attempt.call() == Call.REFUSED ? DeliveryState.SENDING : DeliveryState.SENT;
            }
            reached = reached.max(standing);
        }
        return reached;
    }

    /** Sets what is due after a fact about an attempt that stood lower before. */
    private Delivery settled(Attempt before, Pace pace) {
        DeliveryState reached = reached();
        if (reached == DeliveryState.SEEN) {
            return with(Optional.empty(), Optional.empty());
        }
        if (reached == DeliveryState.DELIVERED) {
            boolean waitForSeen = !pace.policies().callbacks();
            return with(Optional.empty(), waitForSeen ? pollDue(pace) : Optional.empty());
        }
        Attempt latest = attempts.getLast();
        if (ending.isPresent() || latest.number() != before.number()) {
            return this;
        }
        return switch (latest.standing()) {
            case DISCARDED -> afterFailure(before.failed(), pace);
            case SENT -> with(Optional.empty(), pollDue(pace));
            case QUEUED, SENDING, DELIVERED, SEEN -> this;
        };
    }

    private Delivery afterFailure(boolean known, Pace pace) {
        ProviderFault fault = attempts.getLast().failure().orElseThrow();
        if (!fault.kind().passes() || attempts.getLast().call() == Call.REFUSED) {
            return with(Optional.empty(), Optional.empty());
        }
        if (known) {
            return this;
        }
        Instant at = pace.retryAt(attempts.size(), fault.kind(), Optional.empty());
        return at.isBefore(order.expiresAt())
                ? with(Optional.of(Explanation.of(fault)), Optional.of(new Due(Step.SEND, at)))
                : with(Optional.empty(), Optional.empty());
    }

    private Optional<Due> pollDue(Pace pace) {
        return isDue(Step.POLL) ? due : pace.pollAt(attempts.getLast().startedAt()).map(at -> new Due(Step.POLL, at));
    }

    private Delivery deferred(int number, SendOutcome.Deferred deferred, Pace pace) {
        Explanation why = Explanation.of(deferred.fault());
        if (number != attempts.size() || state().ended() || attempts.getLast().standing() != DeliveryState.QUEUED) {
            return noted(Event.DEFERRED, number, why, pace.now());
        }
        Instant at = pace.retryAt(attempts.size(), deferred.fault().kind(), deferred.after());
        if (at.isBefore(order.expiresAt())) {
            return with(Optional.of(why), Optional.of(new Due(Step.SEND, at))).noted(Event.DEFERRED, number, why,
                    pace.now());
        }
        Explanation expired = Explanation.expired(order.expiresAt(), Optional.of(why));
        return with(attempts, Optional.of(expired), Optional.empty(), Optional.empty())
                .noted(Event.DEFERRED, number, why, pace.now())
                .noted(Event.DISCARDED, number, expired, pace.now());
    }

    private Delivery doubted(int number, Explanation why, Pace pace) {
        boolean open = number == attempts.size() && !state().ended()
                && attempts.getLast().standing() == DeliveryState.SENDING;
        Due next = new Due(Step.RESOLVE, pace.questionAt(begunAttempt(number).startedAt()));
        return (open ? with(Optional.of(why), Optional.of(next)) : this).noted(Event.UNCERTAIN, number, why,
                pace.now());
    }

    private Attempt begunAttempt(int number) {
        return attempt(number).orElseThrow(() -> new IllegalArgumentException(id() + " has no attempt " + number));
    }

    private Delivery put(Attempt attempt) {
        var all = new ArrayList<>(attempts);
        all.set(attempt.number() - 1, attempt);
        return with(all, ending, waiting, due);
    }

    private Delivery with(Optional<Explanation> waiting, Optional<Due> due) {
        return with(attempts, ending, waiting, due);
    }

    private Delivery with(List<Attempt> attempts, Optional<Explanation> ending, Optional<Explanation> waiting,
            Optional<Due> due) {
        return new Delivery(order, lane, attempts, ending, waiting, due, updatedAt, version, unsaved);
    }

    private Delivery noted(Event event, int attempt, String detail, Instant now) {
        return noted(
                new TimelineEntry(now, event, state(), attempt, detail, Optional.empty(), Optional.empty(), Map.of()));
    }

    private Delivery noted(Event event, int attempt, Explanation why, Instant now) {
        return noted(new TimelineEntry(now, event, state(), attempt, why.text(), Optional.of(why.code()), why.link(),
                Map.of()));
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
