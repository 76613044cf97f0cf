package io.tidings.application;

import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.conversation.Correspondence;
import io.tidings.domain.conversation.ServiceWindow;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.ProviderOverride;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderSettings;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Puts together what a provider must be told about deliveries of one provider instance. */
final class Envelopes {

    private final NotificationStore notifications;
    private final ProfileStore profiles;
    private final ConversationStore conversations;
    private final ProviderCatalogue catalogue;

    Envelopes(NotificationStore notifications, ProfileStore profiles, ConversationStore conversations,
            ProviderCatalogue catalogue) {
        this.notifications = notifications;
        this.profiles = profiles;
        this.conversations = conversations;
        this.catalogue = catalogue;
    }

    /**
     * A delivery with all that a provider must be told.
     *
     * @param provider       empty when it is not installed any more
     * @param recipient      empty when the app does not know the user
     * @param settings       the instance's, with what the caller overrides of them
     * @param correspondence what is known between those who would write to each other
     */
    record Envelope(Delivery delivery, Notification notification, Optional<ChannelProvider> provider,
            Optional<UserProfile> recipient, ProviderSettings settings, Correspondence correspondence) {

        ProviderOverride override() {
            return notification.overrides().of(delivery.lane().map(Lane::provider).orElseThrow());
        }

        /**
         * Whether the person may surely not be sent free text now. What the service has said of an earlier attempt
         * counts for this delivery alone: where people's messages do not reach us, nobody could say when it ends.
         */
        boolean windowKnownClosed(Instant now) {
            return correspondence.window(now) == ServiceWindow.CLOSED
                    || delivery.attempts().stream().anyMatch(Attempt::windowClosed);
        }
    }

    /** Envelopes of deliveries that all go through that instance; each store is asked once for all of them. */
    List<Envelope> of(ProviderInstance instance, List<Delivery> deliveries) {
        return of(instance, deliveries, notifications
                .find(deliveries.stream().map(delivery -> delivery.order().notification()).distinct().toList()));
    }

    /** The same when their notifications are at hand. */
    List<Envelope> of(ProviderInstance instance, List<Delivery> deliveries,
            Map<NotificationId, Notification> ofDeliveries) {
        Map<UserId, UserProfile> known = profiles.find(instance.app(),
                deliveries.stream().map(delivery -> delivery.order().user()).distinct().toList());
        Optional<ChannelProvider> provider = catalogue.find(instance.provider());
        List<Envelope> envelopes = deliveries.stream().map(delivery -> {
            Notification notification = Objects.requireNonNull(ofDeliveries.get(delivery.order().notification()),
                    () -> "there is no notification " + delivery.order().notification());
            return new Envelope(delivery, notification, provider,
                    Optional.ofNullable(known.get(delivery.order().user())), settings(instance, notification),
                    Correspondence.NONE);
        }).toList();
        return withCorrespondence(instance, envelopes);
    }

    private List<Envelope> withCorrespondence(ProviderInstance instance, List<Envelope> envelopes) {
        var parties = new IdentityHashMap<Envelope, Parties>();
        envelopes.forEach(envelope -> parties(envelope).ifPresent(pair -> parties.put(envelope, pair)));
        if (parties.isEmpty()) {
            return envelopes;
        }
        Map<Parties, Correspondence> between = conversations.between(instance.app(), instance.channel(),
                Set.copyOf(parties.values()));
        return envelopes.stream().map(it -> new Envelope(it.delivery(), it.notification(), it.provider(),
                it.recipient(), it.settings(),
                Optional.ofNullable(parties.get(it)).map(between::get).orElse(Correspondence.NONE))).toList();
    }

    private static Optional<Parties> parties(Envelope envelope) {
        return envelope.recipient().flatMap(recipient -> envelope.provider().flatMap(provider -> provider
                .parties(envelope.settings(), recipient, envelope.override().body())));
    }

    /** The settings by which a provider is asked about a delivery that went through that instance. */
    ProviderSettings settings(ProviderInstance instance, Delivery delivery) {
        NotificationId id = delivery.order().notification();
        return settings(instance, Objects.requireNonNull(notifications.find(List.of(id)).get(id),
                () -> "there is no notification " + id));
    }

    private static ProviderSettings settings(ProviderInstance instance, Notification notification) {
        return instance.settings().with(notification.overrides().of(instance.provider()).settings());
    }

    Optional<ChannelProvider> provider(ProviderInstance instance) {
        return catalogue.find(instance.provider());
    }
}
