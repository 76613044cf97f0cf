package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Decisions;
import io.tidings.application.Deliveries;
import io.tidings.domain.app.App;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells what became of notifications. */
final class DeliveryRoutes {

    private static final int DEFAULT_LIMIT = 100;

    /** The states in the order in which people think of them. */
    static final List<DeliveryState> STATES = List.of(DeliveryState.QUEUED, DeliveryState.SENDING,
            DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.SEEN, DeliveryState.DISCARDED);

    private final ApiAccess access;
    private final Deliveries deliveries;
    private final Decisions decisions;

    DeliveryRoutes(ApiAccess access, Deliveries deliveries, Decisions decisions) {
        this.access = access;
        this.deliveries = deliveries;
        this.decisions = decisions;
    }

    /**
     * @param sendAt   not to be sent before; null when it was to be sent at once
     * @param override what goes to each provider as it is, without the settings, which are secrets
     */
    private record Progress(String requestId, Instant createdAt, Instant sendAt, String category, Said notification,
            Map<String, Map<String, Object>> override, Map<String, Long> counts, List<Shown> deliveries,
            String nextCursor) {

        static Progress of(Deliveries.Progress progress) {
            var counts = new LinkedHashMap<String, Long>();
            STATES.forEach(state -> counts.put(state.word(), progress.counts().getOrDefault(state, 0L)));
            Notification notification = progress.notification();
            return new Progress(notification.id().toString(), notification.createdAt(),
                    notification.sendAt().orElse(null), notification.category().orElse(null), Said.of(notification),
                    overridden(notification), counts, progress.page().items().stream().map(Shown::of).toList(),
                    progress.page().nextCursor().orElse(null));
        }
    }

    private static Map<String, Map<String, Object>> overridden(Notification notification) {
        var bodies = new TreeMap<String, Map<String, Object>>();
        notification.overrides().byProvider().forEach((provider, override) -> {
            if (!override.body().isEmpty()) {
                bodies.put(provider.id(), override.body().members());
            }
        });
        return bodies;
    }

    /** As the caller said it, and as far as they did. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Said(String title, String message, String url, String icon, String templateIdentifier) {

        static Said of(Notification notification) {
            Content content = notification.content();
            return new Said(content.title().orElse(null), content.message().orElse(null), content.url().orElse(null),
                    content.icon().orElse(null),
                    notification.template().map(template -> template.identifier().value()).orElse(null));
        }
    }

    /**
     * @param stale    whether the provider took it so long ago that no receipt is expected any more
     * @param held     whether it waits for a person to resend or to discard it
     * @param resendOf the delivery that this one sends again; null when it is the first
     */
    record Shown(String id, String user, String channel, String provider, String state, String priority,
            boolean stale, boolean held, String resendOf, Why explanation,
            String reference, int attempts, Instant updatedAt) {

        static Shown of(Delivery delivery) {
            return new Shown(delivery.id().toString(), delivery.order().user().value(),
                    delivery.order().channel().id(), delivery.lane().map(lane -> lane.provider().id()).orElse(null),
                    delivery.state().word(), delivery.order().priority().word(), delivery.stale(), delivery.held(),
                    delivery.order().resendOf().map(DeliveryId::toString).orElse(null),
                    delivery.explanation().map(Why::of).orElse(null),
                    delivery.reference().orElse(null), delivery.attempts().size(), delivery.updatedAt());
        }
    }

    private record Why(String code, String message, String link) {

        static Why of(Explanation why) {
            return new Why(why.code(), why.text(), DeliveryRoutes.link(why.link()));
        }
    }

    private record Story(@JsonUnwrapped Shown delivery, String requestId, Instant createdAt, Instant expiresAt,
            List<Entry> timeline) {

        static Story of(Deliveries.Story story) {
            Delivery delivery = story.delivery();
            return new Story(Shown.of(delivery), delivery.order().notification().toString(),
                    delivery.order().createdAt(), delivery.order().expiresAt(),
                    story.timeline().stream().map(Entry::of).toList());
        }
    }

    record Entry(Instant at, String event, String state, int attempt, String detail, String code, String link,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> raw) {

        static Entry of(TimelineEntry entry) {
            return new Entry(entry.at(), entry.event().name().toLowerCase(Locale.ROOT), entry.state().word(),
                    entry.attempt(), entry.detail(), entry.code().orElse(null), DeliveryRoutes.link(entry.link()),
                    entry.raw());
        }
    }

    /** @param deliveryId what is sent now: the same delivery, or a new one that names it */
    private record Resent(String deliveryId) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v3/notifications/{requestId}", this::progress);
        routes.get("/v3/deliveries/{id}", this::story);
        routes.post("/v3/deliveries/{id}/resend", this::resend);
        routes.post("/v3/deliveries/{id}/discard", this::discard);
    }

    private void progress(Context ctx) {
        App app = access.app(ctx);
        var id = new NotificationId(Paths.uuid(ctx, "requestId", "notification"));
        Optional<String> cursor = Optional.ofNullable(ctx.queryParam("cursor"));
        Json.answer(ctx, 200, Progress
                .of(deliveries.progress(app, id, cursor, Paths.limit(ctx, DEFAULT_LIMIT, Deliveries.MAX_PAGE))));
    }

    private void story(Context ctx) {
        App app = access.app(ctx);
        Json.answer(ctx, 200, Story.of(deliveries.story(app, id(ctx))));
    }

    private void resend(Context ctx) {
        App app = access.app(ctx);
        Json.answer(ctx, 202, new Resent(decisions.resend(app, id(ctx)).toString()));
    }

    private void discard(Context ctx) {
        App app = access.app(ctx);
        DeliveryId id = id(ctx);
        decisions.discard(app, id);
        Json.answer(ctx, 200, Story.of(deliveries.story(app, id)));
    }

    private static DeliveryId id(Context ctx) {
        return new DeliveryId(Paths.uuid(ctx, "id", "delivery"));
    }

    private static String link(Optional<URI> link) {
        return link.map(URI::toString).orElse(null);
    }
}
