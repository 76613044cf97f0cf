package io.tidings.domain.notification;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a caller overrides for one notification, settings already told apart from what goes to the services.
 *
 * @param channels   the channels to use; empty means all that the app has enabled
 * @param byProvider what is overridden of each provider; the channel's override is already merged beneath the
 *                   provider's
 */
public record Overrides(Optional<Set<Channel>> channels, Map<ProviderId, ProviderOverride> byProvider) {

    /** The member of a provider's override that holds settings, and settings only. */
    public static final String CONFIG = "_config";

    public static final Overrides NONE = new Overrides(Optional.empty(), Map.of());

    public Overrides {
        channels = channels.map(Set::copyOf);
        byProvider = Map.copyOf(byProvider);
    }

    public ProviderOverride of(ProviderId provider) {
        return byProvider.getOrDefault(provider, ProviderOverride.NONE);
    }

    /**
     * Reads the {@code override} member of a request. What is overridden of a provider that is not installed here is
     * left out, as is a null.
     *
     * @throws InvalidOverride when a member has the wrong form
     */
    public static Overrides read(JsonObject override, ProviderCatalogue catalogue) {
        Optional<Set<Channel>> channels = channels(override.members().get("channels"));
        JsonObject ofChannels = object("channel", override.members().get("channel"));
        var byProvider = new HashMap<ProviderId, ProviderOverride>();
        for (ProviderDescriptor descriptor : catalogue.descriptors()) {
            String channel = descriptor.channel().id();
            String provider = descriptor.id().id();
            ProviderOverride beneath = split("channel." + channel, ofChannels.members().get(channel), descriptor);
            ProviderOverride above = split(provider, override.members().get(provider), descriptor);
            var merged = new ProviderOverride(beneath.settings().with(above.settings()),
                    beneath.body().with(above.body()));
            if (!merged.equals(ProviderOverride.NONE)) {
                byProvider.put(descriptor.id(), merged);
            }
        }
        return new Overrides(channels, byProvider);
    }

    /** Settings stand in {@code _config} or directly under their key; the former win, and neither reaches the body. */
    private static ProviderOverride split(String field, Object value, ProviderDescriptor descriptor) {
        var direct = new LinkedHashMap<String, String>();
        var body = new LinkedHashMap<String, Object>();
        object(field, value).members().forEach((key, member) -> {
            if (descriptor.setting(key).isPresent()) {
                direct.put(key, text(field + "." + key, member));
            } else if (!key.equals(CONFIG)) {
                body.put(key, member);
            }
        });
        var config = new LinkedHashMap<String, String>();
        String configField = field + "." + CONFIG;
        object(configField, object(field, value).members().get(CONFIG)).members()
                .forEach((key, member) -> config.put(key, text(configField + "." + key, member)));
        config.keySet().removeIf(key -> descriptor.setting(key).isEmpty());
        return new ProviderOverride(ProviderSettings.of(direct).with(ProviderSettings.of(config)),
                new JsonObject(body));
    }

    private static Optional<Set<Channel>> channels(Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case List<?> list when list.isEmpty() -> Optional.empty();
            case List<?> list -> {
                var channels = new TreeSet<Channel>();
                for (Object item : list) {
                    channels.add(channel(item));
                }
                yield Optional.of(channels);
            }
            default -> throw new InvalidOverride("channels", "must be a list of channels such as [\"whatsapp\"]");
        };
    }

    private static Channel channel(Object item) {
        try {
            return new Channel(text("channels", item));
        } catch (IllegalArgumentException e) {
            throw new InvalidOverride("channels", "must name channels such as whatsapp", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static JsonObject object(String field, Object value) {
        return switch (value) {
            case null -> JsonObject.EMPTY;
            case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
            default -> throw new InvalidOverride(field, "must be an object");
        };
    }

    private static String text(String field, Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            default -> throw new InvalidOverride(field, "must be text");
        };
    }

    /**
     * A member of an override that has the wrong form. {@code field} is its path below {@code override}; the message
     * follows it as a clause.
     */
    public static final class InvalidOverride extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String field;

        InvalidOverride(String field, String message) {
            super(message);
            this.field = field;
        }

        InvalidOverride(String field, String message, Throwable cause) {
            super(message, cause);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }
}
