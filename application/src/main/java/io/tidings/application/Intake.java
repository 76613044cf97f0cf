package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Accepts notifications: when {@link #accept} has answered, nothing of it can be lost any more. */
public final class Intake {

    /** How many recipients one request may name. */
    public static final int MAX_RECIPIENTS = 10_000;

    private static final Duration LONGEST_DELAY = Duration.ofDays(366);

    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final ProfileStore profiles;
    private final ProviderInstanceStore instances;
    private final Transactions transactions;
    private final ProviderCatalogue catalogue;
    private final Timing timing;
    private final IdSource ids;
    private final Runnable wake;

    /** @param wake told when there is something to send */
    public Intake(NotificationStore notifications, DeliveryStore deliveries, ProfileStore profiles,
            ProviderInstanceStore instances,
            Transactions transactions, ProviderCatalogue catalogue, Timing timing, IdSource ids, Runnable wake) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.profiles = profiles;
        this.instances = instances;
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.timing = timing;
        this.ids = ids;
        this.wake = wake;
    }

    /**
     * A recipient; properties that are given are laid over the profile first, and create the user when needed. Empty
     * optional: the user must exist.
     */
    public record Recipient(UserId user, Optional<JsonObject> properties) {}

    /** What a caller asks for. Recipients may repeat; each user gets one delivery a channel. */
    public record Request(Content content, Optional<String> template, Optional<String> workflow,
            Optional<String> category, JsonObject data,
            JsonObject override, List<Recipient> recipients, List<String> topics, Optional<Instant> sendAt) {}

    /** Makes the notification, its deliveries and their timelines durable. */
    public NotificationId accept(App app, Request request) {
        Instant now = timing.now();
        Overrides overrides = check(request, now);
        var notification = new Notification(new NotificationId(ids.next()), app.id(), request.content(),
                request.category(), request.data(),
                overrides, request.sendAt(), now);
        Map<UserId, JsonObject> inline = inlineProfiles(request.recipients());
        var users = new LinkedHashSet<>(request.recipients().stream().map(Recipient::user).toList());
        transactions.run(() -> {
            profiles.merge(app.id(), inline, now);
            notifications.add(notification);
            deliveries.add(deliveries(notification, users, lanes(app, overrides)));
        });
        wake.run();
        return notification.id();
    }

    private Overrides check(Request request, Instant now) {
        if (request.recipients().isEmpty() && request.topics().isEmpty()) {
            throw new Problem.Invalid("sendTo.recipients", "must name at least one recipient");
        }
        if (request.recipients().size() > MAX_RECIPIENTS) {
            throw new Problem.Invalid("sendTo.recipients",
                    "must name at most " + MAX_RECIPIENTS + " recipients; send several requests instead");
        }
        if (request.sendAt().filter(at -> at.isAfter(now.plus(LONGEST_DELAY))).isPresent()) {
            throw new Problem.Invalid("sendAt", "must be at most one year ahead");
        }
        if (!request.topics().isEmpty()) {
            throw new Problem.Unprocessable("sendTo.topics",
                    "names a topic that does not exist: " + request.topics().getFirst());
        }
        request.template().ifPresent(template -> {
            throw new Problem.Unprocessable("notification.templateIdentifier",
                    "names a template that does not exist: " + template);
        });
        request.workflow().ifPresent(workflow -> {
            throw new Problem.Unprocessable("notification.workflow.identifier",
                    "names a workflow that does not exist: " + workflow);
        });
        try {
            return Overrides.read(request.override(), catalogue);
        } catch (Overrides.InvalidOverride e) {
            throw new Problem.Invalid("override." + e.field(), e.getMessage());
        }
    }

    private static Map<UserId, JsonObject> inlineProfiles(List<Recipient> recipients) {
        var inline = new HashMap<UserId, JsonObject>();
        for (Recipient recipient : recipients) {
            recipient.properties()
                    .ifPresent(properties -> inline.merge(recipient.user(), properties, JsonObject::with));
        }
        return inline;
    }

    /** The channels to be used, each with the lane that serves it, where one does. */
    private Map<Channel, Optional<Lane>> lanes(App app, Overrides overrides) {
        List<ProviderInstance> all = instances.ofApp(app.id());
        var serving = new LinkedHashMap<Channel, Optional<Lane>>();
        for (ProviderInstance instance : all) {
            if (instance.enabled()) {
                serving.putIfAbsent(instance.channel(), Optional.of(new Lane(instance.provider(), instance.id())));
            }
        }
        Collection<Channel> wanted = overrides.channels().<Collection<Channel>>map(TreeSet::new)
                .orElse(serving.keySet());
        if (wanted.isEmpty()) {
            wanted = all.isEmpty()
                    ? catalogue.channels()
                    : new TreeSet<>(all.stream().map(ProviderInstance::channel).toList());
        }
        var lanes = new LinkedHashMap<Channel, Optional<Lane>>();
        wanted.forEach(channel -> lanes.put(channel, serving.getOrDefault(channel, Optional.empty())));
        return lanes;
    }

    private List<Delivery> deliveries(Notification notification, Collection<UserId> users,
            Map<Channel, Optional<Lane>> lanes) {
        Instant expiresAt = notification.sendAt().filter(notification.createdAt()::isBefore)
                .orElse(notification.createdAt())
                .plus(timing.policies().budget());
        var made = new ArrayList<Delivery>(users.size() * lanes.size());
        for (UserId user : users) {
            lanes.forEach((channel, lane) -> {
                var order = new DeliveryOrder(new DeliveryId(ids.next()), notification.id(), notification.app(), user,
                        channel,
                        notification.createdAt(), expiresAt);
                made.add(lane.map(known -> Delivery.queued(order, known, notification.sendAt()))
                        .orElseGet(() -> Delivery.stillborn(order, Explanation.noProvider(channel))));
            });
        }
        return made;
    }
}
