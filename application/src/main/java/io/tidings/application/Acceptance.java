package io.tidings.application;

import io.tidings.application.Dispatcher.Departure;
import io.tidings.application.Express.Offer;
import io.tidings.application.Intake.Accepted;
import io.tidings.application.Intake.Recipient;
import io.tidings.application.Intake.Request;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.json.JsonObject;
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
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What accepting requests means inside a unit of work: each is read and decided by itself, then all that is to be
 * stored is stored at once.
 */
final class Acceptance {

    /** From more recipients on, a request is bulk. */
    private static final int MANY = 1_000;

    private static final Duration LONGEST_DELAY = Duration.ofDays(366);

    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final ProfileStore profiles;
    private final Repeats repeats;
    private final Express express;
    private final TopicStore topics;
    private final CategoryStore categories;
    private final ProviderInstanceStore instances;
    private final NamedTemplates templates;
    private final ProviderCatalogue catalogue;
    private final Timing timing;
    private final IdSource ids;

    Acceptance(NotificationStore notifications, DeliveryStore deliveries, ProfileStore profiles, TopicStore topics,
            CategoryStore categories, ProviderInstanceStore instances, TemplateStore templates, Repeats repeats,
            Express express, ProviderCatalogue catalogue, Timing timing, IdSource ids) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.profiles = profiles;
        this.topics = topics;
        this.categories = categories;
        this.instances = instances;
        this.templates = new NamedTemplates(templates);
        this.repeats = repeats;
        this.express = express;
        this.catalogue = catalogue;
        this.timing = timing;
        this.ids = ids;
    }

    /**
     * A request as it came, with the identifier that it gets when it is accepted.
     *
     * @param places for what of it is sent at once
     */
    record Posted(App app, Request request, Overrides overrides, NotificationId id, Instant at, Places places) {}

    /**
     * An answer, with what is to follow when it is durable.
     *
     * @param departures what has begun
     * @param waits      whether there is more
     */
    record Taken(Accepted accepted, List<Departure> departures, boolean waits) {}

    /** What is to become of a request. */
    private sealed interface Decision {

        record Answered(Accepted before) implements Decision {}

        record Declined(Problem why) implements Decision {}
    }

    /**
     * What is to be stored of a request.
     *
     * @param serving the app's provider instances
     */
    private record Draft(Posted posted, Optional<Template> template, List<Delivery> deliveries,
            List<ProviderInstance> serving) implements Decision {

        private Notification notification() {
            Request request = posted.request();
            return new Notification(posted.id(), posted.app().id(), request.content(), template, request.category(),
                    request.data(), posted.overrides(), request.sendAt(), request.run(), deliveries.size(),
                    posted.at());
        }

        private Taken taken(Map<DeliveryId, Departure> begun) {
            List<Departure> departures = deliveries.stream().map(delivery -> begun.get(delivery.id()))
                    .filter(Objects::nonNull).toList();
            return new Taken(new Accepted(posted.id(), false), departures, departures.size() < deliveries.size());
        }
    }

    /** @return of each, in the same order, what returns the answer or throws the problem */
    List<Supplier<Taken>> accept(List<Posted> all) {
        // What an earlier run of this unit of work took was undone with it.
        all.forEach(posted -> posted.places().giveBack());
        var served = new HashMap<AppId, List<ProviderInstance>>();
        List<Decision> decisions = all.stream().map(posted -> decide(posted, served)).toList();
        Map<DeliveryId, Departure> begun = store(
                decisions.stream().filter(Draft.class::isInstance).map(Draft.class::cast).toList());
        return decisions.stream().map(decision -> answer(decision, begun)).toList();
    }

    private static Supplier<Taken> answer(Decision decision, Map<DeliveryId, Departure> begun) {
        return switch (decision) {
            case Draft draft -> {
                Taken taken = draft.taken(begun);
                yield () -> taken;
            }
            case Decision.Answered(Accepted before) -> () -> new Taken(before, List.of(), false);
            case Decision.Declined(Problem why) -> () -> {
                throw why;
            };
        };
    }

    /** A repeated request is answered as before although its template is gone or its time is over. */
    private Decision decide(Posted posted, Map<AppId, List<ProviderInstance>> served) {
        try {
            return repeats.answered(posted).<Decision>map(Decision.Answered::new)
                    .orElseGet(() -> draft(posted, served.computeIfAbsent(posted.app().id(), instances::ofApp)));
        } catch (Problem problem) {
            return new Decision.Declined(problem);
        }
    }

    private Draft draft(Posted posted, List<ProviderInstance> served) {
        Request request = posted.request();
        checkTimes(request, posted.at());
        Optional<Template> template = templates.of(posted.app(), request);
        Audience audience = Audience.of(posted.app().id(), request.recipients(), request.topics(), topics);
        Map<Channel, Optional<Lane>> lanes = lanes(served, posted.overrides(), template);
        return new Draft(posted, template,
                deliveries(posted, audience, lanes, reserves(lanes, posted.overrides(), template)), served);
    }

    /** @return what has begun at once */
    private Map<DeliveryId, Departure> store(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Map.of();
        }
        repeats.remember(drafts.stream().map(Draft::posted).toList());
        inlineProfiles(drafts).forEach((app, properties) -> profiles.merge(app, properties, timing.now()));
        drafts.forEach(draft -> draft.posted().request().category()
                .ifPresent(category -> makeCategory(draft.posted(), category)));
        List<Offer> offers = drafts.stream().map(draft -> new Offer(draft.posted().places(), draft.notification(),
                draft.deliveries(), draft.serving())).toList();
        notifications.add(offers.stream().map(Offer::notification).toList());
        Map<DeliveryId, Departure> begun = express.begin(offers);
        deliveries.add(offers.stream().flatMap(offer -> offer.deliveries().stream())
                .map(delivery -> begun.containsKey(delivery.id()) ? begun.get(delivery.id()).delivery() : delivery)
                .toList());
        return begun;
    }

    private void makeCategory(Posted posted, String category) {
        if (categories.find(posted.app().id(), category).isEmpty()) {
            categories.add(new Category(new CategoryId(ids.next()), posted.app().id(), category, category,
                    posted.at()));
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

    /** What a later request says of a user goes before what an earlier one said. */
    private static Map<AppId, Map<UserId, JsonObject>> inlineProfiles(List<Draft> drafts) {
        var inline = new HashMap<AppId, Map<UserId, JsonObject>>();
        for (Draft draft : drafts) {
            for (Recipient recipient : draft.posted().request().recipients()) {
                recipient.properties().ifPresent(properties -> inline
                        .computeIfAbsent(draft.posted().app().id(), unknown -> new HashMap<>())
                        .merge(recipient.user(), properties, JsonObject::with));
            }
        }
        return inline;
    }

    /**
     * The channels to be used, each with the lane that serves it, where one does. Without an enabled instance the new
     * delivery is discarded at once, so that the caller hears of it; what was accepted while one was enabled waits for
     * it instead ({@link Rerouting}).
     */
    private Map<Channel, Optional<Lane>> lanes(List<ProviderInstance> all, Overrides overrides,
            Optional<Template> template) {
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

    private List<Delivery> deliveries(Posted posted, Audience audience, Map<Channel, Optional<Lane>> lanes,
            Set<Channel> reserves) {
        App app = posted.app();
        Request request = posted.request();
        Instant now = posted.at();
        Instant from = request.sendAt().filter(now::isBefore).orElse(now);
        Instant expiresAt = request.expiresAt()
                .orElseGet(() -> from.plus(app.budget().orElse(timing.policies().budget())));
        Map<UserId, Set<Channel>> users = audience.users();
        Priority priority = users.size() > MANY ? Priority.BULK : request.priority().orElse(Priority.NORMAL);
        var made = new ArrayList<Delivery>(users.size() * lanes.size());
        users.forEach((user, only) -> lanes.forEach((channel, lane) -> {
            if (only.isEmpty() || only.contains(channel)) {
                var order = new DeliveryOrder(new DeliveryId(ids.next()), posted.id(), app.id(), user,
                        channel, priority, now, expiresAt, Optional.empty(), reserves.contains(channel));
                made.add(lane.map(known -> Delivery.queued(order, known, request.sendAt()))
                        .orElseGet(() -> Delivery.stillborn(order, Explanation.noProvider(channel))));
            }
        }));
        return made;
    }
}
