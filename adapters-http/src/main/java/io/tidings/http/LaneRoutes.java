package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Counts;
import io.tidings.application.Engine;
import io.tidings.application.ProviderInstances;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.statistics.Backlog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What waits in each of an app's lanes, how fast it may go, and whether it does. */
final class LaneRoutes {

    private final ApiAccess access;
    private final Apps apps;
    private final ProviderInstances instances;
    private final Counts counts;
    private final Engine engine;

    LaneRoutes(ApiAccess access, Apps apps, ProviderInstances instances, Counts counts, Engine engine) {
        this.access = access;
        this.apps = apps;
        this.instances = instances;
        this.counts = counts;
        this.engine = engine;
    }

    private record All(List<Lane> lanes) {}

    /**
     * @param waiting by urgency
     * @param more    whether more may wait than was counted
     * @param fault   why this process sends nothing through it at the moment; null when it does
     */
    private record Lane(String id, String provider, String channel, String name, boolean enabled, int concurrency,
            int messagesPerSecond, Map<String, Long> waiting, boolean more, Instant waitingSince,
            ProviderInstanceRoutes.Fault fault) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps/{appId}/lanes", this::list);
    }

    private void list(Context ctx) {
        access.admin(ctx);
        List<ProviderInstance> all = instances.all(apps.get(Paths.app(ctx)));
        Json.answer(ctx, 200, new All(all.stream().map(this::lane).toList()));
    }

    private Lane lane(ProviderInstance instance) {
        Backlog backlog = counts.backlog(instance.id());
        var waiting = new LinkedHashMap<String, Long>();
        for (Priority priority : Priority.values()) {
            waiting.put(priority.word(), backlog.waiting().getOrDefault(priority, 0L));
        }
        return new Lane(instance.id().toString(), instance.provider().id(), instance.channel().id(), instance.name(),
                instance.enabled(), instance.concurrency(), instance.rate().perSecond(), waiting, backlog.more(),
                backlog.since().orElse(null),
                ProviderInstanceRoutes.Fault.of(engine.circuit(instance)).orElse(null));
    }
}
