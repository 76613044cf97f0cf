package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Accepts notifications: when {@link #accept} has answered, nothing of it can be lost any more. */
public final class Intake {

    /** How many recipients one request may name. */
    public static final int MAX_RECIPIENTS = 10_000;

    /** A request with more recipients writes so many rows that small ones should not wait for several of its kind. */
    private static final int FEW = 50;

    /** From more recipients on, a request is bulk. */
    private static final int MANY = 1_000;

    private static final Duration LONGEST_DELAY = Duration.ofDays(366);

    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final ProfileStore profiles;
    private final Repeats repeats;
    private final TopicStore topics;
    private final CategoryStore categories;
    private final ProviderInstanceStore instances;
    private final NamedTemplates templates;
    private final Transactions transactions;
    private final ProviderCatalogue catalogue;
    private final Timing timing;
    private final IdSource ids;
    private final Runnable wake;

    /** @param wake told when there is something to send */
    public Intake(NotificationStore notifications, DeliveryStore deliveries, ProfileStore profiles,
            TopicStore topics, CategoryStore categories, ProviderInstanceStore instances, TemplateStore templates,
            IdempotencyStore idempotency, Transactions transactions, ProviderCatalogue catalogue, Timing timing,
            IdSource ids, Runnable wake) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.profiles = profiles;
        this.topics = topics;
        this.categories = categories;
        this.instances = instances;
        this.templates = new NamedTemplates(templates);
        this.repeats = new Repeats(idempotency, timing);
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

    /**
     * A caller's name for a request, so that repeating it changes nothing.
     *
     * @param digest the SHA-256 of what is asked for, in lower-case hexadecimal digits
     */
    public record Idempotency(IdempotencyKey key, String digest) {}

    /**
     * What a caller asks for. Recipients may repeat and be subscribed to topics, too; each user gets one delivery a
     * channel. Topics stand for those who are subscribed at the moment of acceptance. A category that the app does not
     * have is made.
     *
     * @param template  the identifier or the id of a template that says it in place of the content
     * @param run       the workflow that it is a part of, to be cancelled by; a workflow is a template, too, and of a
     *                  request that has both, the template says it
     * @param priority  empty means normal; many recipients are always bulk
     * @param expiresAt the last moment to hand it over; empty means the app's budget
     */
    public record Request(Content content, Optional<String> template, Optional<WorkflowRun> run,
            Optional<String> category, JsonObject data,
            JsonObject override, List<Recipient> recipients, List<String> topics, Optional<Instant> sendAt,
            Optional<Priority> priority, Optional<Instant> expiresAt, Optional<Idempotency> idempotency) {}

    /**
     * An accepted request.
     *
     * @param replayed whether it had been accepted before, under the same key, and nothing was changed now
     */
    public record Accepted(NotificationId notification, boolean replayed) {}

    /** Makes the notification, its deliveries and their timelines durable. */
    public Accepted accept(App app, Request request) {
        Instant now = timing.now();
        Overrides overrides = check(request);
        var id = new NotificationId(ids.next());
        Supplier<Accepted> store = () -> {
            store(app, request, overrides, id, now);
            return new Accepted(id, false);
        };
        Function<Supplier<Accepted>, Accepted> unit = mayBeLarge(request)
                ? transactions::callLarge
                : transactions::call;
        Accepted accepted = request.idempotency()
                .map(named -> repeats.once(app.id(), named, id, now, store, unit))
                .orElseGet(() -> unit.apply(store));
        wake.run();
        return accepted;
    }

    private static boolean mayBeLarge(Request request) {
        return request.recipients().size() > FEW || !request.topics().isEmpty();
    }

    /**
     * Inside a unit of work. Here the template is looked up and times are held against the clock, so that a repeated
     * request is answered as before although its template is gone or its time is over.
     */
    private void store(App app, Request request, Overrides overrides, NotificationId id, Instant now) {
        checkTimes(request, now);
        Optional<Template> template = templates.of(app, request);
        profiles.merge(app.id(), inlineProfiles(request.recipients()), now);
        Audience audience = Audience.of(app.id(), request.recipients(), request.topics(), topics);
        Map<Channel, Optional<Lane>> lanes = lanes(app, overrides, template);
        List<Delivery> made = deliveries(app, request, audience, id, now, lanes, reserves(lanes, overrides, template));
        request.category().filter(it -> categories.find(app.id(), it).isEmpty()).ifPresent(
                it -> categories.add(new Category(new CategoryId(ids.next()), app.id(), it, it, now)));
        notifications.add(new Notification(id, app.id(), request.content(), template, request.category(),
                request.data(), overrides, request.sendAt(), request.run(), made.size(), now));
        deliveries.add(made);
    }

    private Overrides check(Request request) {
        if (request.recipients().isEmpty() && request.topics().isEmpty()) {
            throw new Problem.Invalid("sendTo.recipients", "must name at least one recipient");
        }
        request.category().ifPresent(category -> Names.checked("category", Optional.of(category)));
        if (request.recipients().size() > MAX_RECIPIENTS) {
            throw new Problem.Invalid("sendTo.recipients",
                    "must name at most " + MAX_RECIPIENTS + " recipients; send several requests instead");
        }
        try {
            return Overrides.read(request.override(), catalogue);
        } catch (Overrides.InvalidOverride e) {
            throw new Problem.Invalid(e.problems().entrySet().stream()
                    .map(it -> new FieldProblem("override." + it.getKey(), it.getValue())).toList());
        }
    }

    private static void checkTimes(Request request, Instant now) {
        if (request.sendAt().filter(at -> at.isAfter(now.plus(LONGEST_DELAY))).isPresent()) {
            throw new Problem.Invalid("sendAt", "must be at most one year ahead");
        }
        Instant from = request.sendAt().filter(now::isBefore).orElse(now);
        if (request.expiresAt().filter(at -> !at.isAfter(from)).isPresent()) {
            throw new Problem.Invalid("expiresAt", "must be later than now and than sendAt");
        }
        if (request.expiresAt().filter(at -> at.isAfter(from.plus(LONGEST_DELAY))).isPresent()) {
            throw new Problem.Invalid("expiresAt", "must be at most one year ahead");
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

    /**
     * The channels to be used, each with the lane that serves it, where one does. Without an enabled instance the new
     * delivery is discarded at once, so that the caller hears of it; what was accepted while one was enabled waits for
     * it instead ({@link Rerouting}).
     */
    private Map<Channel, Optional<Lane>> lanes(App app, Overrides overrides, Optional<Template> template) {
        List<ProviderInstance> all = instances.ofApp(app.id());
        var serving = new LinkedHashMap<Channel, Optional<Lane>>();
        for (ProviderInstance instance : all) {
            if (instance.enabled()) {
                serving.putIfAbsent(instance.channel(), Optional.of(new Lane(instance.provider(), instance.id())));
            }
        }
        Collection<Channel> wanted = overrides.channels().<Collection<Channel>>map(TreeSet::new)
                .orElseGet(() -> template.map(it -> channels(it, serving.keySet()))
                        .orElse(serving.keySet()));
        if (wanted.isEmpty()) {
            wanted = all.isEmpty()
                    ? catalogue.channels()
                    : new TreeSet<>(all.stream().map(ProviderInstance::channel).toList());
        }
        var lanes = new LinkedHashMap<Channel, Optional<Lane>>();
        wanted.forEach(channel -> lanes.put(channel, serving.getOrDefault(channel, Optional.empty())));
        return lanes;
    }

    /** Those of the template that are served; where none is, all of the template, to be explained. */
    private static Collection<Channel> channels(Template template, Set<Channel> served) {
        var channels = new TreeSet<>(template.contents().keySet());
        channels.retainAll(served);
        return channels.isEmpty() ? new TreeSet<>(template.contents().keySet()) : channels;
    }

    /** The channels on which the template has approved content in reserve that no override takes the place of. */
    private Set<Channel> reserves(Map<Channel, Optional<Lane>> lanes, Overrides overrides,
            Optional<Template> template) {
        var reserves = new HashSet<Channel>();
        template.ifPresent(it -> it.contents().forEach((channel, content) -> content.outsideWindow()
                .flatMap(approved -> lanes.getOrDefault(channel, Optional.empty()))
                .flatMap(lane -> catalogue.find(lane.provider()))
                .filter(provider -> !provider.replacesContent(overrides.of(provider.descriptor().id()).body()))
                .ifPresent(provider -> reserves.add(channel))));
        return reserves;
    }

    private List<Delivery> deliveries(App app, Request request, Audience audience, NotificationId notification,
            Instant now, Map<Channel, Optional<Lane>> lanes, Set<Channel> reserves) {
        Instant from = request.sendAt().filter(now::isBefore).orElse(now);
        Instant expiresAt = request.expiresAt()
                .orElseGet(() -> from.plus(app.budget().orElse(timing.policies().budget())));
        Map<UserId, Set<Channel>> users = audience.users();
        Priority priority = users.size() > MANY ? Priority.BULK : request.priority().orElse(Priority.NORMAL);
        var made = new ArrayList<Delivery>(users.size() * lanes.size());
        users.forEach((user, only) -> lanes.forEach((channel, lane) -> {
            if (only.isEmpty() || only.contains(channel)) {
                var order = new DeliveryOrder(new DeliveryId(ids.next()), notification, app.id(), user,
                        channel, priority, now, expiresAt, Optional.empty(), reserves.contains(channel));
                made.add(lane.map(known -> Delivery.queued(order, known, request.sendAt()))
                        .orElseGet(() -> Delivery.stillborn(order, Explanation.noProvider(channel))));
            }
        }));
        return made;
    }
}
