package io.tidings.application;

import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.content.Content;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is to be handed to providers: who is written to, what is said, and where the provider reports. */
final class Letters {

    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);

    private static final String OUTSIDE_WINDOW = "the person may not be sent free text now, so the template's content"
            + " for that is used";

    private final Envelopes envelopes;
    private final Composer composer;
    private final ConsentWords words;
    private final CallbackUrls urls;
    private final Timing timing;

    Letters(Envelopes envelopes, Composer composer, ConsentWords words, CallbackUrls urls, Timing timing) {
        this.envelopes = envelopes;
        this.composer = composer;
        this.words = words;
        this.urls = urls;
        this.timing = timing;
    }

    /** One for each of these deliveries, which all go through that instance. */
    Map<DeliveryId, Letter> write(ProviderInstance instance, List<Delivery> deliveries) {
        return write(instance, deliveries, some -> envelopes.of(instance, some));
    }

    /** The same when their notifications are at hand. */
    Map<DeliveryId, Letter> write(ProviderInstance instance, List<Delivery> deliveries,
            Map<NotificationId, Notification> notifications) {
        return write(instance, deliveries, some -> envelopes.of(instance, some, notifications));
    }

    private Map<DeliveryId, Letter> write(ProviderInstance instance, List<Delivery> deliveries,
            Function<List<Delivery>, List<Envelope>> read) {
        var letters = new HashMap<DeliveryId, Letter>();
        try {
            read.apply(deliveries).forEach(envelope -> letters.put(envelope.delivery().id(), letter(envelope)));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.warn("What is due together is read one by one, because something of it could not be read", e);
            deliveries.forEach(delivery -> letters.put(delivery.id(), alone(delivery, read)));
        }
        return letters;
    }

    private Letter alone(Delivery delivery, Function<List<Delivery>, List<Envelope>> read) {
        try {
            return letter(read.apply(List.of(delivery)).getFirst());
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.error("What is to be sent for delivery {} could not be read", delivery.id(), e);
            return Letter.Unsendable.forNow(ExplanationCode.UNREADABLE.fault(FaultKind.SETTINGS,
                    "The notification or the profile could not be read on the server. Its log says why."), false);
        }
    }

    private Letter letter(Envelope envelope) {
        Delivery delivery = envelope.delivery();
        if (envelope.recipient().isEmpty()) {
            return Letter.Unsendable.because(ExplanationCode.UNKNOWN_USER.fault(FaultKind.RECIPIENT,
                    "The app has no user " + PhoneNumber.maskIn(delivery.order().user().value())
                            + ". Create the user (PUT /v3/users/{identifier}), or send the profile with the"
                            + " recipient."));
        }
        if (envelope.correspondence().optOut().isPresent()) {
            return Letter.Unsendable.because(optedOut(envelope.correspondence().optOut().get()));
        }
        boolean ownSettings = envelope.override().settings().isEmpty();
        if (envelope.provider().isEmpty()) {
            return Letter.Unsendable.forNow(ExplanationCode.PROVIDER_NOT_INSTALLED.fault(FaultKind.SETTINGS,
                    "The provider " + delivery.lane().orElseThrow().provider()
                            + " is not installed on the server that tried to send this."),
                    ownSettings);
        }
        return switch (composer.compose(envelope, envelope.windowKnownClosed(timing.now()))) {
            case Composer.Composed.Lacking(ProviderFault fault) -> Letter.Unsendable.because(fault);
            case Composer.Composed.Ready(Content content, boolean outsideWindow) -> {
                ChannelProvider provider = envelope.provider().get();
                SendRequest request = request(envelope, content);
                yield switch (provider.prepare(request)) {
                    case Prepared.Message(Optional<Imprint> imprint) ->
                        new Letter.Ready(provider, request, imprint, ownSettings,
                                outsideWindow ? Optional.of(OUTSIDE_WINDOW) : Optional.empty());
                    case Prepared.Refused(ProviderFault fault) -> Letter.Unsendable.because(fault);
                };
            }
        };
    }

    private SendRequest request(Envelope envelope, Content content) {
        Delivery delivery = envelope.delivery();
        int attempt = delivery.attempts().size() + 1;
        return new SendRequest(delivery.id() + "-" + attempt, envelope.settings(), envelope.recipient().orElseThrow(),
                content, envelope.override().body(),
                urls.ofAttempt(delivery.lane().orElseThrow().instance(), delivery.id(), attempt));
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
