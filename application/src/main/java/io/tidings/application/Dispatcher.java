package io.tidings.application;

import io.tidings.application.Envelopes.Addressed;
import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.content.Content;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what is due to the providers, lane by lane: claim durably, send outside any transaction, record. Starts no
 * threads.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Said of what was claimed and surely not sent: it need not wait for evidence. */
    private static final SendOutcome NOT_BEGUN = new SendOutcome.Deferred(
            ExplanationCode.NOT_BEGUN.fault(FaultKind.RETRY,
                    "The server was too busy, or was stopping, and did not begin to send it. It is sent later."),
            Optional.empty());

    private final DeliveryStore deliveries;
    private final ProviderInstanceStore instances;
    private final Lanes lanes;
    private final Envelopes envelopes;
    private final ConsentWords words;
    private final Composer composer;
    private final Answers answers;
    private final Rerouting rerouting;
    private final CallbackUrls urls;
    private final Timing timing;
    private final Runnable wake;

    Dispatcher(DeliveryStore deliveries, ProviderInstanceStore instances, Lanes lanes, Envelopes envelopes,
            Composer composer, ConsentWords words, Answers answers,
            Rerouting rerouting, CallbackUrls urls, Timing timing, Runnable wake) {
        this.deliveries = deliveries;
        this.instances = instances;
        this.lanes = lanes;
        this.envelopes = envelopes;
        this.words = words;
        this.composer = composer;
        this.answers = answers;
        this.rerouting = rerouting;
        this.urls = urls;
        this.timing = timing;
        this.wake = wake;
    }

    /** Claims what may be sent now and has each send run once. A lane that fails holds up no other. */
    void claim(Executor tasks) {
        answers.recordLeftovers();
        for (ProviderInstanceId lane : deliveries.lanesDue(timing.now())) {
            try {
                instances.find(lane).filter(ProviderInstance::enabled).ifPresentOrElse(
                        instance -> claim(instance, tasks),
                        () -> rerouting.reroute(lane));
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("What is due through the provider instance {} could not be claimed", lane, e);
            }
        }
    }

    private void claim(ProviderInstance instance, Executor tasks) {
        Lease lease = timing.lease();
        for (Addressed addressed : envelopes(instance, lanes.claim(instance, lease))) {
            try {
                tasks.execute(() -> send(instance, addressed, lease));
            } catch (RejectedExecutionException e) {
                lanes.released(instance);
                answers.record(addressed.envelope().delivery(), NOT_BEGUN);
            }
        }
    }

    private List<Addressed> envelopes(ProviderInstance instance, List<Delivery> claimed) {
        try {
            return envelopes.addressed(instance, claimed);
        } catch (RuntimeException e) {
            LOG.warn("What was claimed together is read one by one, because something of it could not be read", e);
            return claimed.stream().flatMap(delivery -> envelope(instance, delivery).stream()).toList();
        }
    }

    private Optional<Addressed> envelope(ProviderInstance instance, Delivery delivery) {
        try {
            return Optional.of(envelopes.addressed(instance, List.of(delivery)).getFirst());
        } catch (StoreUnavailable e) {
            LOG.warn("What is to be sent for delivery {} could not be read: {}", delivery.id(), e.getMessage());
            lanes.released(instance);
            answers.record(delivery, new SendOutcome.Deferred(ExplanationCode.STORE_UNAVAILABLE.fault(FaultKind.RETRY,
                    "The database could not be reached, so nothing was sent."), Optional.empty()));
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.error("What is to be sent for delivery {} could not be read", delivery.id(), e);
            lanes.released(instance);
            answers.record(delivery, new SendOutcome.Deferred(ExplanationCode.UNREADABLE.fault(FaultKind.SETTINGS,
                    "The notification or the profile could not be read on the server. Its log says why."),
                    Optional.empty()));
            return Optional.empty();
        }
    }

    private void send(ProviderInstance instance, Addressed addressed, Lease lease) {
        Envelope envelope = addressed.envelope();
        boolean inTime = !lease.expired(timing.now());
        SendOutcome outcome = inTime ? outcome(addressed) : NOT_BEGUN;
        try {
            answers.record(envelope.delivery(), outcome);
        } finally {
            if (inTime) {
                lanes.ended(instance, outcome, envelope.override().settings().isEmpty());
            } else {
                lanes.released(instance);
            }
            wake.run();
        }
    }

    private SendOutcome outcome(Addressed addressed) {
        Envelope envelope = addressed.envelope();
        Delivery delivery = envelope.delivery();
        if (envelope.recipient().isEmpty()) {
            return new SendOutcome.Refused(ExplanationCode.UNKNOWN_USER.fault(FaultKind.RECIPIENT,
                    "The app has no user "
                            + PhoneNumber.maskIn(delivery.order().user().value())
                            + ". Create the user (PUT /v3/users/{identifier}), or send the profile with the recipient."));
        }
        if (addressed.optOut().isPresent()) {
            return new SendOutcome.Refused(optedOut(addressed.optOut().get()));
        }
        if (envelope.provider().isEmpty()) {
            return new SendOutcome.Deferred(ExplanationCode.PROVIDER_NOT_INSTALLED.fault(FaultKind.SETTINGS,
                    "The provider " + delivery.lane().orElseThrow().provider()
                            + " is not installed on the server that tried to send this."),
                    Optional.empty());
        }
        Content content;
        switch (composer.compose(envelope, addressed.windowKnownClosed(timing.now()))) {
            case Composer.Composed.Lacking(ProviderFault fault) -> {
                return new SendOutcome.Refused(fault);
            }
            case Composer.Composed.Ready(Content composed) -> content = composed;
        }
        int attempt = delivery.attempts().size();
        var request = new SendRequest(delivery.id() + "-" + attempt, envelope.settings(), envelope.recipient().get(),
                content,
                envelope.override().body(),
                urls.ofAttempt(delivery.lane().orElseThrow().instance(), delivery.id(), attempt));
        try {
            return Objects.requireNonNull(envelope.provider().get().send(request), "it answered nothing");
        } catch (RuntimeException e) {
            LOG.error("The provider {} broke its promise not to throw", delivery.lane().orElseThrow().provider(), e);
            return new SendOutcome.Uncertain(ExplanationCode.PROVIDER_ERROR.fault(FaultKind.UNKNOWN,
                    "The provider failed in a way that it must not. It is not known whether the message was sent."));
        }
    }

    private ProviderFault optedOut(Consent consent) {
        String who = switch (consent.by()) {
            case PERSON -> "The person replied " + consent.word().orElseThrow() + " on ";
            case OPERATOR -> "An operator opted the person out on ";
        };
        return ExplanationCode.OPTED_OUT.fault(FaultKind.RECIPIENT, who
                + consent.since().atOffset(ZoneOffset.UTC).toLocalDate()
                + " (UTC) and gets no messages on this channel."
                + " They can write " + words.invitation() + " to the sender to get messages again.");
    }
}
