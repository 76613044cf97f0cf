package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Engine;
import io.tidings.application.ProviderInstances;
import io.tidings.application.ProviderInstances.Draft;
import io.tidings.domain.app.App;
import io.tidings.domain.dispatch.Circuit;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers that the operator has set up for an app. */
final class ProviderInstanceRoutes {

    private static final String INSTANCES = "/v1/apps/{appId}/channels/{channel}/providerInstances";

    private final ApiAccess access;
    private final Apps apps;
    private final ProviderInstances instances;
    private final Engine engine;
    private final CallbackUrls callbackUrls;

    ProviderInstanceRoutes(ApiAccess access, Apps apps, ProviderInstances instances, Engine engine,
            CallbackUrls callbackUrls) {
        this.access = access;
        this.apps = apps;
        this.instances = instances;
        this.engine = engine;
        this.callbackUrls = callbackUrls;
    }

    private record All(List<Shown> providerInstances) {}

    /**
     * @param settings those that are secret are masked
     * @param fault    why this process sends nothing through it at the moment; null when it does
     */
    private record Shown(String id, String provider, String channel, String name, Map<String, String> settings,
            boolean enabled, int position, int concurrency, int messagesPerSecond, String callbackUrl, Fault fault,
            Instant createdAt,
            Instant updatedAt) {}

    /** @param retryAt when a single message is tried again */
    record Fault(String code, String message, String link, Instant retryAt) {

        static Optional<Fault> of(Circuit circuit) {
            return circuit.openUntil().flatMap(until -> circuit.why().map(why -> new Fault(why.code(),
                    why.explanation(), why.link().map(URI::toString).orElse(null), until)));
        }
    }

    private record Verified(boolean works, String message, String code, String kind, String link) {

        static Verified of(Verification verification) {
            return switch (verification) {
                case Verification.Works(String says) -> new Verified(true, says, null, null, null);
                case Verification.Fails(ProviderFault fault) -> new Verified(false, fault.explanation(), fault.code(),
                        fault.kind().name().toLowerCase(Locale.ROOT), fault.link().map(URI::toString).orElse(null));
            };
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get(INSTANCES, this::list);
        routes.post(INSTANCES, this::create);
        routes.get(INSTANCES + "/{id}", this::get);
        routes.patch(INSTANCES + "/{id}", this::change);
        routes.delete(INSTANCES + "/{id}", this::remove);
        routes.put(INSTANCES + "/{id}/enable", ctx -> enable(ctx, true));
        routes.put(INSTANCES + "/{id}/disable", ctx -> enable(ctx, false));
        routes.post(INSTANCES + "/{id}/verify", this::verify);
    }

    private void list(Context ctx) {
        App app = app(ctx);
        List<ProviderInstance> all = instances.list(app, Paths.channel(ctx));
        Json.answer(ctx, 200, new All(all.stream().map(instance -> shown(app, instance)).toList()));
    }

    private void create(Context ctx) {
        App app = app(ctx);
        Channel channel = Paths.channel(ctx);
        Json.answer(ctx, 201, shown(app, instances.create(app, channel, draft(ctx))));
    }

    private void get(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, shown(app, instances.get(app, Paths.channel(ctx), id(ctx))));
    }

    private void change(Context ctx) {
        App app = app(ctx);
        ProviderInstance instance = instances.get(app, Paths.channel(ctx), id(ctx));
        Json.answer(ctx, 200, shown(app, instances.change(app, instance.channel(), instance.id(), draft(ctx))));
    }

    private void remove(Context ctx) {
        App app = app(ctx);
        instances.remove(app, Paths.channel(ctx), id(ctx));
        Json.answerNothing(ctx);
    }

    private void enable(Context ctx, boolean enabled) {
        App app = app(ctx);
        var draft = new Draft(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled),
                Optional.empty(), Optional.empty(), Optional.empty());
        Json.answer(ctx, 200, shown(app, instances.change(app, Paths.channel(ctx), id(ctx), draft)));
    }

    private void verify(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, Verified.of(instances.verify(app, Paths.channel(ctx), id(ctx))));
    }

    private App app(Context ctx) {
        access.admin(ctx);
        return apps.get(Paths.app(ctx));
    }

    private static ProviderInstanceId id(Context ctx) {
        return new ProviderInstanceId(Paths.uuid(ctx, "id", "provider instance"));
    }

    private static Draft draft(Context ctx) {
        Fields body = Body.json(ctx);
        var draft = new Draft(body.text("provider"), body.text("name"), body.texts("settings"), body.flag("enabled"),
                body.number("position"), body.number("concurrency"), body.number("messagesPerSecond"));
        body.check();
        return draft;
    }

    private Shown shown(App app, ProviderInstance instance) {
        return new Shown(instance.id().toString(), instance.provider().id(), instance.channel().id(), instance.name(),
                masked(instance), instance.enabled(), instance.position(), instance.concurrency(),
                instance.rate().perSecond(),
                callbackUrls.ofApp(app.key(), instance.provider()).map(URI::toString).orElse(null),
                Fault.of(engine.circuit(instance)).orElse(null), instance.createdAt(), instance.updatedAt());
    }

    /** Of a provider that is not installed here any more nobody knows what is secret: all of it is masked. */
    private Map<String, String> masked(ProviderInstance instance) {
        return instances.descriptors(Optional.of(instance.channel())).stream()
                .filter(descriptor -> descriptor.id().equals(instance.provider())).findFirst()
                .map(instance.settings()::masked)
                .orElseGet(() -> instance.settings().keys().stream()
                        .collect(Collectors.toMap(Function.identity(), key -> Secret.MASK)));
    }
}
