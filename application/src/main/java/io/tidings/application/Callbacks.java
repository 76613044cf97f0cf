package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.tx.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What providers report, and what people write. When a method has answered, it is durable; a report that cannot be
 * placed yet is kept.
 */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final Pattern DELIVERY = Pattern
            .compile("(?:^|&)" + CallbackUrls.DELIVERY + "=([0-9a-fA-F-]{36})(?:&|$)");
    private static final Pattern ATTEMPT = Pattern
            .compile("(?:^|&)" + CallbackUrls.ATTEMPT + "=([1-9][0-9]{0,5})(?:&|$)");

    private final AppStore apps;
    private final AppKeyStore keys;
    private final ProviderInstanceStore instances;
    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final Transactions transactions;
    private final ProviderCatalogue catalogue;
    private final LastCallbacks last;
    private final Consumer<Receipts.Heard> receipts;
    private final InboundMessages inbound;
    private final Refusals refusals;

    public Callbacks(AppStore apps, AppKeyStore keys, ProviderInstanceStore instances, NotificationStore notifications,
            DeliveryStore deliveries, ConversationStore conversations, ConsentWords words,
            Transactions transactions, ProviderCatalogue catalogue, LastCallbacks last, Timing timing) {
        this.apps = apps;
        this.keys = keys;
        this.instances = instances;
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.last = last;
        this.receipts = transactions.runInTurn(new Receipts(deliveries, timing)::apply);
        this.inbound = new InboundMessages(conversations, transactions, words, timing);
        this.refusals = new Refusals(timing);
    }

    /** What came of a callback. */
    public sealed interface Result {

        /** It is proven and its reports are durable. */
        Result APPLIED = new Applied();

        /** It is proven, and there is nothing in it for a delivery. */
        Result IGNORED = new Ignored();

        /** Nothing proves that the provider sent it; nothing was changed. */
        Result FORGED = new Forged();

        /** See {@link #APPLIED}. */
        record Applied() implements Result {}

        /** See {@link #IGNORED}. */
        record Ignored() implements Result {}

        /** See {@link #FORGED}. */
        record Forged() implements Result {}

        /** A person has written, and what that means is durable. The service wants to hear this. */
        record Received(CallbackAnswer answer) implements Result {}
    }

    /**
     * A callback to the URL that an operator entered at the provider. Any instance of the provider that the app has
     * may prove it. The key only names the app: one that was revoked or has expired does, too, because it stands in a
     * URL at the provider, and what comes there is proven by the provider's signature.
     *
     * @throws Problem.NotFound when there is no such app or it has no such provider
     */
    public Result ofApp(ApiKey key, ProviderId provider, CallbackRequest request) {
        List<ProviderInstance> candidates = ofKey(key).stream()
                .filter(instance -> instance.provider().equals(provider)).toList();
        if (candidates.isEmpty()) {
            throw new Problem.NotFound(isKnown(key) ? "provider instance" : "app");
        }
        return receive(candidates, candidates.stream(), request);
    }

    /** A key that the app got later serves as well as its first one. */
    private List<ProviderInstance> ofKey(ApiKey key) {
        List<ProviderInstance> found = instances.ofApp(key);
        return found.isEmpty()
                ? keys.findByKey(key).map(further -> instances.ofApp(further.app())).orElse(List.of())
                : found;
    }

    private boolean isKnown(ApiKey key) {
        return apps.findByKey(key).isPresent() || keys.findByKey(key).isPresent();
    }

    /** A callback to the URL that was given with a message. */
    public Result ofInstance(ProviderInstanceId id, CallbackRequest request) {
        ProviderInstance recent = instances.findRecent(id)
                .orElseThrow(() -> new Problem.NotFound("provider instance"));
        // What its settings of a moment ago do not prove, those of now may, and they are read only then.
        Stream<ProviderInstance> now = Stream.of(id).flatMap(it -> instances.find(it).stream());
        return receive(List.of(recent), Stream.concat(Stream.of(recent), now), request);
    }

    /**
     * @param candidates of one app and one provider; at least one
     * @param provers    those of them whose settings may prove it, one after the other
     */
    private Result receive(List<ProviderInstance> candidates, Stream<ProviderInstance> provers,
            CallbackRequest request) {
        AppId app = candidates.getFirst().app();
        ProviderId providerId = candidates.getFirst().provider();
        ChannelProvider provider = catalogue.find(providerId).orElseThrow(() -> new Problem.NotFound("provider"));
        Optional<Receipts.Named> named = named(request);
        CallbackOutcome own = read(provider, provers.map(ProviderInstance::settings), request)
                .orElseThrow();
        CallbackOutcome outcome = own instanceof CallbackOutcome.Forged
                ? named.flatMap(it -> read(provider, overridden(candidates, it.delivery()), request)).orElse(own)
                : own;
        if (outcome instanceof CallbackOutcome.Forged(String why)) {
            refusals.refused(app, providerId, why);
            last.refused(app, providerId, why);
            return Result.FORGED;
        }
        Result result = apply(app, provider, named, outcome);
        last.proven(app, providerId);
        return result;
    }

    private Result apply(AppId app, ChannelProvider provider, Optional<Receipts.Named> named,
            CallbackOutcome outcome) {
        ProviderId providerId = provider.descriptor().id();
        return switch (outcome) {
            case CallbackOutcome.Reports(var reports) -> {
                receipts.accept(new Receipts.Heard(app, providerId, named, reports));
                yield Result.APPLIED;
            }
            case CallbackOutcome.Received(var message, CallbackAnswer answer) -> {
                inbound.receive(app, provider.descriptor().channel(), message);
                yield new Result.Received(answer);
            }
            case CallbackOutcome.Ignored(String why) -> {
                LOG.debug("A callback of {} for app {} was ignored: {}", providerId, app, why);
                yield Result.IGNORED;
            }
            case CallbackOutcome.Forged forged -> Result.FORGED;
        };
    }

    /** What the first settings that prove it say; where none do, why the first of them do not; empty without any. */
    private static Optional<CallbackOutcome> read(ChannelProvider provider, Stream<ProviderSettings> settings,
            CallbackRequest request) {
        var refused = new ArrayList<CallbackOutcome>();
        return settings.map(candidate -> provider.readCallback(request, candidate))
                .filter(outcome -> !(outcome instanceof CallbackOutcome.Forged) || !refused.add(outcome))
                .findFirst()
                .or(() -> refused.stream().findFirst());
    }

    /**
     * A message that was sent with overridden settings is signed with these. What an instance's own settings prove
     * never comes here, so that a burst of callbacks asks the stores no more than it must.
     */
    private Stream<ProviderSettings> overridden(List<ProviderInstance> candidates, DeliveryId named) {
        ProviderInstance any = candidates.getFirst();
        return deliveries.find(named).filter(delivery -> delivery.order().app().equals(any.app()))
                .flatMap(delivery -> notifications.find(delivery.order().notification()))
                .map(notification -> notification.overrides().of(any.provider()).settings())
                .filter(overridden -> !overridden.isEmpty()).stream()
                .flatMap(overridden -> candidates.stream().map(instance -> instance.settings().with(overridden)));
    }

    private static Optional<Receipts.Named> named(CallbackRequest request) {
        String query = request.url().getRawQuery();
        Matcher delivery = DELIVERY.matcher(query == null ? "" : query);
        if (!delivery.find()) {
            return Optional.empty();
        }
        Matcher attempt = ATTEMPT.matcher(query);
        try {
            return Optional.of(new Receipts.Named(new DeliveryId(UUID.fromString(delivery.group(1))),
                    attempt.find() ? Optional.of(Integer.valueOf(attempt.group(1))) : Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
