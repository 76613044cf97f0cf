package io.tidings.domain.delivery;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.SendOutcome;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happened to a delivery. Never changed, never removed before its delivery.
 *
 * @param at      when we knew of it
 * @param state   where the delivery stood afterwards
 * @param attempt the attempt that it belongs to, from 1; 0 where it belongs to none
 * @param detail  plain words
 * @param code    of the explanation, where there is one
 * @param raw     what the provider sent, as received; empty where it sent nothing
 */
public record TimelineEntry(Instant at, Event event, DeliveryState state, int attempt, String detail,
        Optional<String> code, Optional<URI> link,
        Map<String, String> raw) {

    /** What kind of thing happened. */
    public enum Event {
        /** The request was accepted. */
        QUEUED,
        /** An attempt began. */
        SENDING,
        /** The provider's API accepted the message. */
        SENT,
        /** The provider did not take it, but may later. */
        DEFERRED,
        /** It is not known whether the provider took it. */
        UNCERTAIN,
        /** The provider was asked what became of it. */
        ASKED,
        /** Found at the provider: the message is ours. */
        FOUND,
        /** Evidence says that the provider has no such message. */
        ABSENT,
        /** No evidence can be had: a person decides. */
        HELD,
        /** The provider reported. */
        RECEIPT,
        /** A person decided. */
        DECIDED,
        /** Another provider instance serves it from now on. */
        REROUTED,
        /** We ended it. */
        DISCARDED
    }

    public TimelineEntry {
        raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }

    static TimelineEntry of(Instant at, Event event, DeliveryState state, int attempt, String detail) {
        return new TimelineEntry(at, event, state, attempt, detail, Optional.empty(), Optional.empty(), Map.of());
    }

    static TimelineEntry of(Instant at, Event event, DeliveryState state, int attempt, Explanation why) {
        return new TimelineEntry(at, event, state, attempt, why.text(), Optional.of(why.code()), why.link(), Map.of());
    }

    /**
     * The same, where it changes a delivery from one to the other; says so where that has what is in reserve sent in
     * place of free text.
     */
    TimelineEntry between(Delivery before, Delivery after) {
        boolean reserve = !before.isDue(Step.SEND) && after.isDue(Step.SEND)
                && after.attempt(attempt).filter(Attempt::windowClosed).isPresent();
        return reserve
                ? new TimelineEntry(at, event == Event.DISCARDED ? Event.DEFERRED : event, state, attempt,
                        detail + " It is sent again at once, with the content for outside of that window.", code, link,
                        raw)
                : this;
    }

    /** @param remark what is special about the attempt that begins */
    static String beginning(int attempt, Optional<String> remark) {
        return "Sending begins" + (attempt == 1 ? "" : ", attempt " + attempt)
                + remark.map(special -> ": " + special).orElse("");
    }

    /** What the provider answered to an attempt. */
    static TimelineEntry of(Instant at, DeliveryState state, int attempt, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(String reference) ->
                of(at, Event.SENT, state, attempt, "The provider accepted the message as " + reference);
            case SendOutcome.Deferred deferred ->
                of(at, Event.DEFERRED, state, attempt, Explanation.of(deferred.fault()));
            case SendOutcome.Refused refused ->
                of(at, Event.DISCARDED, state, attempt, Explanation.of(refused.fault()));
            case SendOutcome.Uncertain uncertain ->
                of(at, Event.UNCERTAIN, state, attempt, Explanation.of(uncertain.fault()));
        };
    }

    /** @param says how what the provider said begins: its explanation of a failure follows */
    static TimelineEntry of(Instant at, Event event, DeliveryState state, int attempt, String says, Report report) {
        String detail = report.fault().map(fault -> says + ". " + fault.explanation()).orElse(says);
        return new TimelineEntry(at, event, state, attempt, detail, report.fault().map(ProviderFault::code),
                report.fault().flatMap(ProviderFault::link), report.raw());
    }
}
