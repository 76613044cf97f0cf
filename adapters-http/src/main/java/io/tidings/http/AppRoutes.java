package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operator's apps and their credentials. */
final class AppRoutes {

    private static final String NAME = "name";
    private static final String BUDGET = "deliveryBudgetSeconds";

    private final ApiAccess access;
    private final Apps apps;

    AppRoutes(ApiAccess access, Apps apps) {
        this.access = access;
        this.apps = apps;
    }

    /** @param deliveryBudgetSeconds null means the installation's default */
    private record Shown(String appId, String name, String apiKey, Long deliveryBudgetSeconds, Instant createdAt) {

        static Shown of(App app) {
            return new Shown(app.id().toString(), app.name(), app.key().value(), seconds(app), app.createdAt());
        }
    }

    private record All(List<Shown> apps) {}

    /** The one time that the secret is shown. */
    private record Created(String appId, String name, String apiKey, String apiSecret, Long deliveryBudgetSeconds,
            Instant createdAt) {}

    private record Rotated(String appId, String apiKey, String apiSecret) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps", this::list);
        routes.post("/v1/apps", this::create);
        routes.get("/v1/apps/{appId}", this::get);
        routes.patch("/v1/apps/{appId}", this::change);
        routes.post("/v1/apps/{appId}/secret", this::rotate);
    }

    private void list(Context ctx) {
        access.admin(ctx);
        Json.answer(ctx, 200, new All(apps.all().stream().map(Shown::of).toList()));
    }

    private void create(Context ctx) {
        access.admin(ctx);
        Fields body = Body.json(ctx);
        String name = body.text(NAME).orElse("");
        Optional<Duration> budget = budget(body);
        body.check();
        Apps.WithSecret made = apps.create(name, budget);
        App app = made.app();
        Json.answer(ctx, 201, new Created(app.id().toString(), app.name(), app.key().value(),
                made.secret().reveal(), seconds(app), app.createdAt()));
    }

    private void get(Context ctx) {
        access.admin(ctx);
        Json.answer(ctx, 200, Shown.of(apps.get(Paths.app(ctx))));
    }

    /** What is absent stays as it is; a budget that is null gives it back to the installation's default. */
    private void change(Context ctx) {
        access.admin(ctx);
        AppId id = Paths.app(ctx);
        Fields body = Body.json(ctx);
        body.allow(BUDGET, NAME);
        Optional<Duration> budget = budget(body);
        Optional<String> name = body.text(NAME);
        body.check();
        Json.answer(ctx, 200, Shown.of(apps.change(id, new Apps.Change(name, body.has(BUDGET), budget))));
    }

    private static Optional<Duration> budget(Fields body) {
        return body.number(BUDGET).map(Duration::ofSeconds);
    }

    private static Long seconds(App app) {
        return app.budget().map(Duration::toSeconds).orElse(null);
    }

    private void rotate(Context ctx) {
        access.admin(ctx);
        Apps.WithSecret made = apps.rotateSecret(Paths.app(ctx));
        Json.answer(ctx, 200, new Rotated(made.app().id().toString(), made.app().key().value(),
                made.secret().reveal()));
    }
}
