package io.tidings.domain.delivery;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SendOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One try to hand a delivery to its provider: at most one request, at most one message.
 *
 * <p>Where it stands is a pure function of what our call ended with and of the <em>set</em> of receipts. So neither
 * their order nor their repetition can matter.
 *
 * @param number    from 1
 * @param lane      the provider instance that it went to, whoever serves the delivery since
 * @param imprint   what its message looks like at the provider, where that can be said; kept until we are told which it
 *                  is, or that there is none
 * @param call      what our own call ended with
 * @param fault     why, where the call did not end with the provider's yes
 * @param reference the provider's identifier of the message, once known
 * @param receipts  all different receipts, in the order of their first coming
 */
public record Attempt(int number, Lane lane, Instant startedAt, Optional<Imprint> imprint, Call call,
        Optional<ProviderFault> fault, Optional<String> reference, Set<Receipt> receipts) {

    /** What our own call to the provider ended with. */
    public enum Call {
        /** It is under way, or its process died. */
        PENDING(DeliveryState.SENDING),
        /** The provider took the message. */
        ACCEPTED(DeliveryState.SENT),
        /** The provider surely did not take it, but may later. */
        DEFERRED(DeliveryState.QUEUED),
        /** The provider surely did not take it and never will. */
        REFUSED(DeliveryState.DISCARDED),
        /** The provider may have taken it. */
        UNCERTAIN(DeliveryState.SENDING),
        /** It was uncertain, and evidence says that the provider has no such message. */
        ABSENT(DeliveryState.QUEUED);

        private final DeliveryState standing;

        Call(DeliveryState standing) {
            this.standing = standing;
        }
    }

    /**
     * A provider says a handful of different things of one message; of what comes beyond that, only what moves it is
     * worth keeping.
     */
    static final int MAX_RECEIPTS = 100;

    /**
     * The more final fault first, so that the choice among several depends on what they are and not on when they came.
     * A closed window is final for some deliveries, and passes for others.
     */
    private static final Comparator<ProviderFault> GRAVEST_FIRST = Comparator
            .comparing((ProviderFault fault) -> fault.kind().passes())
            .thenComparing(fault -> fault.kind() == FaultKind.WINDOW_CLOSED)
            .thenComparing(fault -> fault.kind() == FaultKind.UNKNOWN)
            .thenComparing(ProviderFault::code)
            .thenComparing(ProviderFault::explanation)
            .thenComparing(fault -> fault.link().toString())
            .thenComparing(ProviderFault::kind);

    public Attempt {
        receipts = Collections.unmodifiableSet(new LinkedHashSet<>(receipts));
        // An answer that comes after silence was taken for absence may bring the doubt back.
        boolean known = reference.isPresent() || call == Call.DEFERRED || call == Call.REFUSED;
        imprint = imprint.filter(looks -> !known);
    }

    static Attempt begun(int number, Lane lane, Optional<Imprint> imprint, Instant now) {
        return new Attempt(number, lane, now, imprint, Call.PENDING, Optional.empty(), Optional.empty(), Set.of());
    }

    /**
     * The highest that the call and any receipt prove. {@link DeliveryState#DISCARDED} means that this attempt failed.
     */
    public DeliveryState standing() {
        DeliveryState standing = call.standing;
        for (Receipt receipt : receipts) {
            standing = switch (receipt.status()) {
                case SENT -> standing.max(DeliveryState.SENT);
                case FAILED -> standing.max(DeliveryState.DISCARDED);
                case DELIVERED -> standing.max(DeliveryState.DELIVERED);
                case SEEN -> standing.max(DeliveryState.SEEN);
                case UNKNOWN -> standing;
            };
        }
        return standing;
    }

    public boolean failed() {
        return standing() == DeliveryState.DISCARDED;
    }

    /** Whether it failed for nothing but that free text was not taken. */
    public boolean windowClosed() {
        return failed() && failure().filter(why -> why.kind() == FaultKind.WINDOW_CLOSED).isPresent()
                && (call != Call.REFUSED || fault.filter(why -> why.kind() == FaultKind.WINDOW_CLOSED).isPresent());
    }

    /** Why it failed: the gravest of all that was said. Present whenever it failed. */
    Optional<ProviderFault> failure() {
        Stream<ProviderFault> ofCall = call == Call.REFUSED ? fault.stream() : Stream.empty();
        return Stream.concat(ofCall, receipts.stream().flatMap(receipt -> receipt.fault().stream())).min(GRAVEST_FIRST);
    }

    /**
     * With what our call ended; the same where it had ended clearly before. Which message is ours the provider's own
     * answer says best: better than what a look-up found.
     */
    Attempt answered(SendOutcome outcome) {
        if (call == Call.ACCEPTED && outcome instanceof SendOutcome.Accepted(String named)) {
            return ended(call, fault, Optional.of(named));
        }
        if (call == Call.ACCEPTED || call == Call.DEFERRED || call == Call.REFUSED) {
            return this;
        }
        return switch (outcome) {
            case SendOutcome.Accepted(String named) -> accepted(named);
            case SendOutcome.Deferred deferred -> ended(Call.DEFERRED, Optional.of(deferred.fault()));
            case SendOutcome.Refused(ProviderFault why) -> ended(Call.REFUSED, Optional.of(why));
            case SendOutcome.Uncertain(ProviderFault why) -> ended(Call.UNCERTAIN, Optional.of(why));
        };
    }

    Attempt accepted(String reference) {
        return ended(Call.ACCEPTED, Optional.empty(), this.reference.or(() -> Optional.of(reference)));
    }

    Attempt ended(Call call, Optional<ProviderFault> fault) {
        return ended(call, fault, reference);
    }

    private Attempt ended(Call call, Optional<ProviderFault> fault, Optional<String> reference) {
        return new Attempt(number, lane, startedAt, imprint, call, fault, reference, receipts);
    }

    Attempt received(String reference, Receipt receipt) {
        var all = new LinkedHashSet<>(receipts);
        all.add(receipt);
        var after = new Attempt(number, lane, startedAt, imprint, call, fault,
                this.reference.or(() -> Optional.of(reference)), all);
        return receipts.size() < MAX_RECEIPTS || after.standing() != standing() ? after : this;
    }
}
