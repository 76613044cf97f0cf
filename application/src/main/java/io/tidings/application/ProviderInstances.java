package io.tidings.application;

import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.tx.Transactions;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.TemplateListing;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers that operators set up for apps. */
public final class ProviderInstances {

    private static final int NAME_LENGTH = 100;
    private static final int MAX_POSITION = 1_000;

    /** How many templates of an account a page has at most. */
    public static final int MAX_TEMPLATES = 100;

    private final ProviderInstanceStore store;
    private final DeliveryStore deliveries;
    private final LaneStore lanes;
    private final Transactions transactions;
    private final ProviderCatalogue catalogue;
    private final Timing timing;
    private final IdSource ids;
    private final Runnable wake;

    /** @param wake told when waiting deliveries may find a way now */
    public ProviderInstances(ProviderInstanceStore store, DeliveryStore deliveries, LaneStore lanes,
            Transactions transactions, ProviderCatalogue catalogue, Timing timing, IdSource ids, Runnable wake) {
        this.store = store;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.timing = timing;
        this.ids = ids;
        this.wake = wake;
    }

    /** What an operator gives. What is absent keeps its value, or gets its default when the instance is new. */
    public record Draft(Optional<String> provider, Optional<String> name, Optional<Map<String, String>> settings,
            Optional<Boolean> enabled,
            Optional<Integer> position, Optional<Integer> concurrency, Optional<Integer> messagesPerSecond) {}

    /** The providers that could be set up, for one channel or for all. */
    public List<ProviderDescriptor> descriptors(Optional<Channel> channel) {
        return catalogue.descriptors().stream()
                .filter(descriptor -> channel.filter(wanted -> !wanted.equals(descriptor.channel())).isEmpty())
                .toList();
    }

    /** What the instance's settings may look like. */
    public ProviderDescriptor descriptor(ProviderInstance instance) {
        return provider(instance).descriptor();
    }

    /** The instances of all channels of an app, by position and then by age. */
    public List<ProviderInstance> all(App app) {
        return store.ofApp(app.id());
    }

    /** The instances of one channel of an app in the order in which they serve. */
    public List<ProviderInstance> list(App app, Channel channel) {
        return all(app).stream().filter(instance -> instance.channel().equals(channel)).toList();
    }

    /** @throws Problem.NotFound also when it is another app's or another channel's */
    public ProviderInstance get(App app, Channel channel, ProviderInstanceId id) {
        return store.find(id)
                .filter(instance -> instance.app().equals(app.id()) && instance.channel().equals(channel))
                .orElseThrow(() -> new Problem.NotFound("provider instance"));
    }

    /** Sets a provider up. A masked value is no value: what it stood for is not known here. */
    public ProviderInstance create(App app, Channel channel, Draft draft) {
        ProviderDescriptor descriptor = draft.provider().flatMap(id -> descriptors(Optional.of(channel)).stream()
                .filter(known -> known.id().id().equals(id)).findFirst())
                .orElseThrow(() -> new Problem.Invalid("provider",
                        "must be a provider of the channel " + channel + ": " + offered(channel)));
        ProviderSettings settings = laidOver(ProviderSettings.NONE, draft.settings().orElse(Map.of()));
        check(descriptor, settings, draft);
        var instance = new ProviderInstance(new ProviderInstanceId(ids.next()), app.id(), descriptor.id(), channel,
                draft.name().orElse(descriptor.name()), settings, draft.enabled().orElse(true),
                draft.position().orElse(0),
                draft.concurrency().orElse(ProviderInstance.DEFAULT_CONCURRENCY),
                draft.messagesPerSecond().map(RateLimit::new).orElse(RateLimit.STANDARD), 0, timing.now(),
                timing.now());
        store.add(instance);
        wake.run();
        return instance;
    }

    /**
     * Changes an instance. Settings are laid over the present ones key by key; an empty value removes one, and a
     * masked value, as it was shown, keeps it. Deliveries that were tried in vain are tried again at once.
     */
    public ProviderInstance change(App app, Channel channel, ProviderInstanceId id, Draft draft) {
        ProviderInstance now = get(app, channel, id);
        if (draft.provider().filter(provider -> !provider.equals(now.provider().id())).isPresent()) {
            throw new Problem.Invalid("provider", "cannot be changed: create another instance instead");
        }
        ProviderSettings settings = laidOver(now.settings(), draft.settings().orElse(Map.of()));
        check(descriptor(now), settings, draft);
        var changed = new ProviderInstance(id, now.app(), now.provider(), channel, draft.name().orElse(now.name()),
                settings,
                draft.enabled().orElse(now.enabled()), draft.position().orElse(now.position()),
                draft.concurrency().orElse(now.concurrency()),
                draft.messagesPerSecond().map(RateLimit::new).orElse(now.rate()),
                now.version(), now.createdAt(), timing.now());
        transactions.run(() -> {
            if (!store.replace(changed)) {
                throw new Problem.Conflict(Problem.Conflict.Kind.CHANGED_MEANWHILE,
                        "The provider instance was changed by somebody else meanwhile."
                                + " Read it again, then repeat the change.");
            }
            deliveries.hasten(id, timing.now());
        });
        wake.run();
        return get(app, channel, id);
    }

    /**
     * Removes an instance that is not needed any more. What waits to be sent through it takes another way, or is
     * discarded where there is none.
     *
     * @throws Problem.Conflict while messages that it sent are under way: without it nobody could prove their reports
     */
    public void remove(App app, Channel channel, ProviderInstanceId id) {
        transactions.run(() -> {
            get(app, channel, id);
            // Nothing begins while this is looked at.
            lanes.lockPaidUntil(id, Traffic.SENDS);
            if (deliveries.isUnderWay(id)) {
                throw new Problem.Conflict(Problem.Conflict.Kind.IN_USE,
                        "Messages that were sent through this provider instance are still under way and could"
                                + " not be followed without it. Disable it now, and remove it in a few days.");
            }
            // Whoever found the instance before this finds no time left.
            lanes.pay(id, Traffic.SENDS, RateLimit.closedUntil(timing.now()));
            store.remove(id);
        });
        wake.run();
    }

    /** Asks the service whether the settings work. */
    public Verification verify(App app, Channel channel, ProviderInstanceId id) {
        ProviderInstance instance = get(app, channel, id);
        return provider(instance).verify(instance.settings());
    }

    /**
     * Asks the service which templates the account has.
     *
     * @throws Problem.NotFound when the service has none of its own
     * @throws Problem.ProviderFailed when it does not tell them
     */
    public TemplateListing.Listed templates(App app, Channel channel, ProviderInstanceId id, Optional<String> cursor,
            int limit) {
        if (limit < 1 || limit > MAX_TEMPLATES) {
            throw new Problem.Invalid("limit", "must be from 1 to " + MAX_TEMPLATES);
        }
        ProviderInstance instance = get(app, channel, id);
        try {
            return switch (provider(instance).templates(instance.settings(), cursor, limit)) {
                case TemplateListing.Listed listed -> listed;
                case TemplateListing.Failed(var fault) -> throw new Problem.ProviderFailed(fault);
                case TemplateListing.None none -> throw new Problem.NotFound("list of templates at this provider");
            };
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("cursor", "must be the nextCursor of an earlier answer");
        }
    }

    private ChannelProvider provider(ProviderInstance instance) {
        return catalogue.find(instance.provider())
                .orElseThrow(() -> new Problem.Conflict(Problem.Conflict.Kind.PROVIDER_NOT_INSTALLED,
                        "The provider " + instance.provider() + " is not installed here any more."));
    }

    private String offered(Channel channel) {
        List<String> offered = descriptors(Optional.of(channel)).stream().map(descriptor -> descriptor.id().id())
                .toList();
        return offered.isEmpty() ? "none is installed" : String.join(", ", offered);
    }

    private static ProviderSettings laidOver(ProviderSettings settings, Map<String, String> changes) {
        var values = new LinkedHashMap<>(settings.reveal());
        changes.forEach((key, value) -> {
            if (!Secret.MASK.equals(value)) {
                values.put(key, value);
            }
        });
        return ProviderSettings.of(values);
    }

    private static void check(ProviderDescriptor descriptor, ProviderSettings settings, Draft draft) {
        var problems = new ArrayList<FieldProblem>();
        settings.problems(descriptor)
                .forEach(problem -> problems.add(new FieldProblem("settings." + problem.key(), problem.message())));
        if (draft.name().filter(
                name -> name.isBlank() || name.length() > NAME_LENGTH || name.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            problems.add(new FieldProblem("name", "must be a text of 1 to " + NAME_LENGTH + " characters"));
        }
        if (draft.position().filter(position -> position < 0 || position > MAX_POSITION).isPresent()) {
            problems.add(new FieldProblem("position", "must be from 0 to " + MAX_POSITION));
        }
        if (draft.concurrency().filter(many -> many < 1 || many > ProviderInstance.MAX_CONCURRENCY).isPresent()) {
            problems.add(new FieldProblem("concurrency", "must be from 1 to " + ProviderInstance.MAX_CONCURRENCY));
        }
        if (draft.messagesPerSecond().filter(many -> many < 1 || many > RateLimit.MAX).isPresent()) {
            problems.add(new FieldProblem("messagesPerSecond", "must be from 1 to " + RateLimit.MAX));
        }
        if (!problems.isEmpty()) {
            throw new Problem.Invalid(problems);
        }
    }
}
