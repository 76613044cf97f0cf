package io.tidings.application;

import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.conversation.Correspondence;
import io.tidings.domain.conversation.ServiceWindow;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.json.JsonObject;
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
     * @param provider  empty when it is not installed any more
     * @param recipient empty when the app does not know the user
     * @param settings  the instance's, with what the caller overrides of them
     * @param settledAt when the instance was last changed
     */
    record Envelope(Delivery delivery, Notification notification, Optional<ChannelProvider> provider,
            Optional<UserProfile> recipient,
            ProviderSettings settings, Instant settledAt) {

        /** Whether what an attempt of that time has used may have been something else. */
        boolean changedSince(Instant startedAt) {
            return settledAt.isAfter(startedAt)
                    || recipient.filter(profile -> !profile.updatedAt().isAfter(startedAt)).isEmpty();
        }

        ProviderOverride override() {
            return notification.overrides().of(delivery.lane().map(Lane::provider).orElseThrow());
        }

        /** The recipient, or one of whom nothing is known. */
        UserProfile anyRecipient() {
            return recipient
                    .orElseGet(() -> new UserProfile(delivery.order().app(), delivery.order().user(), JsonObject.EMPTY,
                            delivery.order().createdAt(), delivery.order().createdAt()));
        }
    }

    /** Envelopes of deliveries that all go through that instance. */
    List<Envelope> of(ProviderInstance instance, List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        Map<NotificationId, Notification> ofDeliveries = notifications
                .find(deliveries.stream().map(delivery -> delivery.order().notification()).distinct().toList());
        Map<UserId, UserProfile> known = profiles.find(instance.app(),
                deliveries.stream().map(delivery -> delivery.order().user()).distinct().toList());
        Optional<ChannelProvider> provider = catalogue.find(instance.provider());
        return deliveries.stream().map(delivery -> {
            Notification notification = Objects.requireNonNull(ofDeliveries.get(delivery.order().notification()),
                    () -> "there is no notification " + delivery.order().notification());
            ProviderSettings settings = instance.settings()
                    .with(notification.overrides().of(instance.provider()).settings());
            return new Envelope(delivery, notification, provider,
                    Optional.ofNullable(known.get(delivery.order().user())), settings, instance.updatedAt());
        }).toList();
    }

    /** An envelope, and what is known between those who would write to each other. */
    record Addressed(Envelope envelope, Correspondence correspondence) {

        /** Why nothing may be sent to the person. */
        Optional<Consent> optOut() {
            return correspondence.optOut();
        }

        /**
         * Whether the person may surely not be sent free text now. What the service has said of an earlier attempt
         * counts for this delivery alone: where people's messages do not reach us, nobody could say when it ends.
         */
        boolean windowKnownClosed(Instant now) {
            return correspondence.window(now) == ServiceWindow.CLOSED
                    || envelope.delivery().attempts().stream().anyMatch(Attempt::windowClosed);
        }
    }

    /** The same for what is about to be sent, with one question to the store for all of them together. */
    List<Addressed> addressed(ProviderInstance instance, List<Delivery> deliveries) {
        List<Envelope> envelopes = of(instance, deliveries);
        var parties = new IdentityHashMap<Envelope, Parties>();
        envelopes.forEach(envelope -> parties(envelope).ifPresent(pair -> parties.put(envelope, pair)));
        Map<Parties, Correspondence> between = parties.isEmpty()
                ? Map.of()
                : conversations.between(instance.app(), instance.channel(), Set.copyOf(parties.values()));
        return envelopes.stream().map(envelope -> new Addressed(envelope, Optional.ofNullable(parties.get(envelope))
                .map(between::get).orElse(Correspondence.NONE))).toList();
    }

    private static Optional<Parties> parties(Envelope envelope) {
        return envelope.recipient().flatMap(recipient -> envelope.provider().flatMap(provider -> provider
                .parties(envelope.settings(), recipient, envelope.override().body())));
    }
}
