package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Intake;
import io.tidings.application.Topics;
import io.tidings.domain.app.App;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.topic.Subscription;
import io.tidings.domain.topic.Topic;
import io.tidings.domain.topic.TopicStore.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an app's users are subscribed to. A topic in a path is named by our identifier or by the app's own. */
final class TopicRoutes {

    private static final String TOPIC = "/v3/topics/{topicId}";

    private final ApiAccess access;
    private final Topics topics;

    TopicRoutes(ApiAccess access, Topics topics) {
        this.access = access;
        this.topics = topics;
    }

    private record Shown(String id, String identifier, String name, Instant createdAt) {

        static Shown of(Topic topic) {
            return new Shown(topic.id().toString(), topic.identifier(), topic.name(), topic.createdAt());
        }
    }

    private record All(List<Shown> topics) {}

    private record Removed(String id) {}

    private record Attached(String id, int subscribed) {}

    private record Detached(int unsubscribed) {}

    /** @param channels where the user wants to read it; empty means wherever the notification goes */
    private record Subscribing(String topicId, String topic, String name, List<String> channels) {

        static Subscribing of(Topic topic, Set<Channel> channels) {
            return new Subscribing(topic.id().toString(), topic.identifier(), topic.name(),
                    channels.stream().map(Channel::id).sorted().toList());
        }
    }

    private record Subscriptions(String identifier, List<Subscribing> subscriptions) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v3/topics", this::list);
        routes.post("/v3/topics", this::create);
        routes.get("/v3/topics/subscriptions/<identifier>", this::subscriptions);
        routes.patch(TOPIC, this::rename);
        routes.delete(TOPIC, this::remove);
        routes.post(TOPIC + "/users", this::attach);
        routes.post(TOPIC + "/detachUsers", this::detach);
        routes.put(TOPIC + "/users/<identifier>", this::change);
    }

    private void list(Context ctx) {
        App app = access.app(ctx);
        Json.answer(ctx, 200, new All(topics.all(app).stream().map(Shown::of).toList()));
    }

    private void create(Context ctx) {
        App app = access.app(ctx);
        Fields body = Body.json(ctx);
        Optional<String> identifier = body.text("identifier");
        Optional<String> name = body.text("name");
        body.check();
        Json.answer(ctx, 201, Shown.of(topics.create(app, identifier, name)));
    }

    private void rename(Context ctx) {
        App app = access.app(ctx);
        Topic topic = topics.get(app, ctx.pathParam("topicId"));
        Fields body = Body.json(ctx);
        Optional<String> name = body.text("name");
        body.check();
        Json.answer(ctx, 200, Shown.of(topics.rename(app, topic.id().toString(), name)));
    }

    private void remove(Context ctx) {
        App app = access.app(ctx);
        Topic topic = topics.get(app, ctx.pathParam("topicId"));
        topics.remove(app, topic.id().toString());
        Json.answer(ctx, 200, new Removed(topic.id().toString()));
    }

    private void attach(Context ctx) {
        App app = access.app(ctx);
        Topic topic = topics.get(app, ctx.pathParam("topicId"));
        Fields body = Body.json(ctx);
        var subscriptions = new ArrayList<Subscription>();
        for (Fields.Item item : users(body)) {
            switch (item.value()) {
                case String identifier -> body.user(item.path(), identifier)
                        .ifPresent(user -> subscriptions.add(new Subscription(user, Set.of())));
                case Map<?, ?> object -> {
                    Fields inside = body.inside(item, object);
                    Set<Channel> channels = channels(inside);
                    if (inside.isAbsent("identifier")) {
                        inside.wrong(inside.at("identifier"), "is required");
                    }
                    inside.text("identifier").flatMap(it -> inside.user(inside.at("identifier"), it))
                            .ifPresent(user -> subscriptions.add(new Subscription(user, channels)));
                }
                case null, default -> body.wrong(item.path(), "must be an object with an identifier");
            }
        }
        body.check();
        topics.subscribe(app, topic.id().toString(), subscriptions);
        Json.answer(ctx, 200, new Attached(topic.id().toString(), subscriptions.size()));
    }

    private void detach(Context ctx) {
        App app = access.app(ctx);
        Topic topic = topics.get(app, ctx.pathParam("topicId"));
        Fields body = Body.json(ctx);
        var users = new LinkedHashSet<UserId>();
        for (Fields.Item item : users(body)) {
            if (item.value() instanceof String identifier) {
                body.user(item.path(), identifier).ifPresent(users::add);
            } else {
                body.wrong(item.path(), "must be a user's identifier");
            }
        }
        body.check();
        Json.answer(ctx, 200, new Detached(topics.unsubscribe(app, topic.id().toString(), users)));
    }

    /** Subscribes the user, too, where they were not yet. */
    private void change(Context ctx) {
        App app = access.app(ctx);
        Topic topic = topics.get(app, ctx.pathParam("topicId"));
        UserId user = Paths.user(ctx, 4);
        Fields body = Body.json(ctx);
        if (body.isAbsent("channels")) {
            body.wrong("channels", "is required; an empty list means all");
        }
        Set<Channel> channels = channels(body);
        body.check();
        topics.subscribe(app, topic.id().toString(), List.of(new Subscription(user, channels)));
        Json.answer(ctx, 200, Subscribing.of(topic, channels));
    }

    private void subscriptions(Context ctx) {
        App app = access.app(ctx);
        UserId user = Paths.user(ctx, 3);
        List<Subscribed> all = topics.of(app, user);
        Json.answer(ctx, 200, new Subscriptions(user.value(),
                all.stream().map(it -> Subscribing.of(it.topic(), it.channels())).toList()));
    }

    private static List<Fields.Item> users(Fields body) {
        List<Fields.Item> users = body.list("users");
        if (users.isEmpty() || users.size() > Intake.MAX_RECIPIENTS) {
            body.wrong("users", "must name 1 to " + Intake.MAX_RECIPIENTS + " users");
        }
        return users;
    }

    private static Set<Channel> channels(Fields holder) {
        var channels = new LinkedHashSet<Channel>();
        for (Fields.Item item : holder.list("channels")) {
            try {
                channels.add(new Channel(item.value() instanceof String id ? id : ""));
            } catch (IllegalArgumentException e) {
                holder.wrong(item.path(), "must be a channel such as whatsapp");
            }
        }
        return channels;
    }
}
