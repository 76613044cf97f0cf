package io.tidings.application;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationStore;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What providers report. When a method has answered, the reports are durable; a report that cannot be placed yet is
 * kept.
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
    private final Receipts receipts;

    public Callbacks(AppStore apps, AppKeyStore keys, ProviderInstanceStore instances, NotificationStore notifications,
            DeliveryStore deliveries,
            Transactions transactions, ProviderCatalogue catalogue, Timing timing) {
        this.apps = apps;
        this.keys = keys;
        this.instances = instances;
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.receipts = new Receipts(deliveries, timing);
    }

    /** What came of a callback. */
    public enum Result {
        /** It is proven and its reports are durable. */
        APPLIED,
        /** It is proven, and there is nothing in it for a delivery. */
        IGNORED,
        /** Nothing proves that the provider sent it; nothing was changed. */
        FORGED
    }

    /**
     * A callback to the URL that an operator entered at the provider. Any instance of the provider that the app has
     * may prove it. The key only names the app: one that was revoked or has expired does, too, because it stands in a
     * URL at the provider, and what comes there is proven by the provider's signature.
     *
     * @throws Problem.NotFound when there is no such app or it has no such provider
     */
    public Result ofApp(ApiKey key, ProviderId provider, CallbackRequest request) {
        App app = apps.findByKey(key).or(() -> keys.findByKey(key).flatMap(further -> apps.find(further.app())))
                .orElseThrow(() -> new Problem.NotFound("app"));
        List<ProviderInstance> candidates = instances.ofApp(app.id()).stream()
                .filter(instance -> instance.provider().equals(provider)).toList();
        if (candidates.isEmpty()) {
            throw new Problem.NotFound("provider instance");
        }
        return receive(app.id(), provider, candidates, request);
    }

    /** A callback to the URL that was given with a message. */
    public Result ofInstance(ProviderInstanceId id, CallbackRequest request) {
        ProviderInstance instance = instances.find(id).orElseThrow(() -> new Problem.NotFound("provider instance"));
        return receive(instance.app(), instance.provider(), List.of(instance), request);
    }

    private Result receive(AppId app, ProviderId providerId, List<ProviderInstance> candidates,
            CallbackRequest request) {
        ChannelProvider provider = catalogue.find(providerId).orElseThrow(() -> new Problem.NotFound("provider"));
        Optional<Receipts.Named> named = named(request);
        // Another provider may serve it by now: what the one before it reports on its own attempt still counts.
        Optional<Delivery> delivery = named.flatMap(it -> deliveries.find(it.delivery()))
                .filter(it -> it.order().app().equals(app));
        return switch (read(provider, settings(candidates, delivery), request)) {
            case CallbackOutcome.Reports(var reports) -> {
                Optional<Receipts.Named> target = delivery.flatMap(it -> named);
                transactions.run(() -> reports.forEach(report -> receipts.apply(app, providerId, target, report)));
                yield Result.APPLIED;
            }
            case CallbackOutcome.Ignored(String why) -> {
                LOG.debug("A callback of {} for app {} was ignored: {}", providerId, app, why);
                yield Result.IGNORED;
            }
            case CallbackOutcome.Forged(String why) -> {
                LOG.warn("A callback of {} for app {} was refused: {}", providerId, app, why);
                yield Result.FORGED;
            }
        };
    }

    private static CallbackOutcome read(ChannelProvider provider, List<ProviderSettings> settings,
            CallbackRequest request) {
        CallbackOutcome outcome = new CallbackOutcome.Forged("no settings to prove it with");
        for (ProviderSettings candidate : settings) {
            outcome = provider.readCallback(request, candidate);
            if (!(outcome instanceof CallbackOutcome.Forged)) {
                return outcome;
            }
        }
        return outcome;
    }

    /**
     * All settings that may prove the callback. A message that was sent with overridden settings is signed with
     * these.
     */
    private List<ProviderSettings> settings(List<ProviderInstance> candidates, Optional<Delivery> delivery) {
        var settings = new ArrayList<ProviderSettings>();
        candidates.forEach(instance -> settings.add(instance.settings()));
        delivery.flatMap(it -> notifications.find(it.order().notification())).ifPresent(notification -> {
            for (ProviderInstance instance : candidates) {
                ProviderSettings overridden = overridden(notification, instance);
                if (!overridden.isEmpty()) {
                    settings.add(instance.settings().with(overridden));
                }
            }
        });
        return settings;
    }

    private static ProviderSettings overridden(Notification notification, ProviderInstance instance) {
        return notification.overrides().of(instance.provider()).settings();
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
