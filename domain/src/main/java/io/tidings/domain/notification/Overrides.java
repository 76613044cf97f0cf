package io.tidings.domain.notification;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import java.util.Collections;
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
        var wrong = new LinkedHashMap<String, String>();
        Overrides read = read(override, catalogue, wrong);
        if (!wrong.isEmpty()) {
            throw new InvalidOverride(wrong);
        }
        return read;
    }

    private static Overrides read(JsonObject override, ProviderCatalogue catalogue, Map<String, String> wrong) {
        Optional<Set<Channel>> channels = channels(override.members().get("channels"), wrong);
        JsonObject ofChannels = object("channel", override.members().get("channel"), wrong);
        var byProvider = new HashMap<ProviderId, ProviderOverride>();
        for (ProviderDescriptor descriptor : catalogue.descriptors()) {
            String channel = descriptor.channel().id();
            String provider = descriptor.id().id();
            ProviderOverride beneath = split("channel." + channel, ofChannels.members().get(channel), descriptor,
                    wrong);
            ProviderOverride above = split(provider, override.members().get(provider), descriptor, wrong);
            var merged = new ProviderOverride(beneath.settings().with(above.settings()),
                    beneath.body().with(above.body()));
            if (!merged.equals(ProviderOverride.NONE)) {
                byProvider.put(descriptor.id(), merged);
            }
        }
        return new Overrides(channels, byProvider);
    }

    /** Settings stand in {@code _config} or directly under their key; the former win, and neither reaches the body. */
    private static ProviderOverride split(String field, Object value, ProviderDescriptor descriptor,
            Map<String, String> wrong) {
        var direct = new LinkedHashMap<String, String>();
        var body = new LinkedHashMap<String, Object>();
        object(field, value, wrong).members().forEach((key, member) -> {
            if (descriptor.setting(key).isPresent()) {
                direct.put(key, text(field + "." + key, member, wrong));
            } else if (!key.equals(CONFIG)) {
                body.put(key, member);
            }
        });
        var config = new LinkedHashMap<String, String>();
        String configField = field + "." + CONFIG;
        object(configField, object(field, value, wrong).members().get(CONFIG), wrong).members()
                .forEach((key, member) -> {
                    if (descriptor.setting(key).isPresent()) {
                        config.put(key, text(configField + "." + key, member, wrong));
                    }
                });
        return new ProviderOverride(ProviderSettings.of(direct).with(ProviderSettings.of(config)),
                new JsonObject(body));
    }

    private static Optional<Set<Channel>> channels(Object value, Map<String, String> wrong) {
        return switch (value) {
            case null -> Optional.empty();
            case List<?> list when list.isEmpty() -> Optional.empty();
            case List<?> list -> {
                var channels = new TreeSet<Channel>();
                for (Object item : list) {
                    channel(item, wrong).ifPresent(channels::add);
                }
                yield Optional.of(channels);
            }
            default -> {
                wrong.put("channels", "must be a list of channels such as [\"whatsapp\"]");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Channel> channel(Object item, Map<String, String> wrong) {
        try {
            if (item instanceof String text) {
                return Optional.of(new Channel(text));
            }
        } catch (IllegalArgumentException e) {
            // It is answered below, in the same words as what is no text.
        }
        wrong.put("channels", "must name channels such as whatsapp");
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static JsonObject object(String field, Object value, Map<String, String> wrong) {
        return switch (value) {
            case null -> JsonObject.EMPTY;
            case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
            // PHP's way to write an empty object.
            case List<?> list when list.isEmpty() -> JsonObject.EMPTY;
            default -> {
                wrong.put(field, "must be an object");
                yield JsonObject.EMPTY;
            }
        };
    }

    private static String text(String field, Object value, Map<String, String> wrong) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            default -> {
                wrong.put(field, "must be text");
                yield null;
            }
        };
    }

    /** Members of an override have the wrong form: all of them, by their paths below {@code override}. */
    public static final class InvalidOverride extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> problems;

        InvalidOverride(Map<String, String> problems) {
            super(problems.toString());
            this.problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
        }

        /** What is wrong, as a clause that follows the path. */
        public Map<String, String> problems() {
            return problems;
        }
    }
}
