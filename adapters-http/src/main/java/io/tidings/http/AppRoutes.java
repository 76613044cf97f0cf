package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import java.time.Instant;
import java.util.List;

/** The operator's apps and their credentials. */
final class AppRoutes {

    private final ApiAccess access;
    private final Apps apps;

    AppRoutes(ApiAccess access, Apps apps) {
        this.access = access;
        this.apps = apps;
    }

    private record Shown(String appId, String name, String apiKey, Instant createdAt) {

        static Shown of(App app) {
            return new Shown(app.id().toString(), app.name(), app.key().value(), app.createdAt());
        }
    }

    private record All(List<Shown> apps) {}

    /** The one time that the secret is shown. */
    private record Created(String appId, String name, String apiKey, String apiSecret, Instant createdAt) {}

    private record Rotated(String appId, String apiKey, String apiSecret) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps", this::list);
        routes.post("/v1/apps", this::create);
        routes.post("/v1/apps/{appId}/secret", this::rotate);
    }

    private void list(Context ctx) {
        access.admin(ctx);
        Json.answer(ctx, 200, new All(apps.all().stream().map(Shown::of).toList()));
    }

    private void create(Context ctx) {
        access.admin(ctx);
        Fields body = Body.json(ctx);
        String name = body.text("name").orElse("");
        body.check();
        Apps.WithSecret made = apps.create(name);
        App app = made.app();
        Json.answer(ctx, 201, new Created(app.id().toString(), app.name(), app.key().value(),
                made.secret().reveal(), app.createdAt()));
    }

    private void rotate(Context ctx) {
        access.admin(ctx);
        Apps.WithSecret made = apps.rotateSecret(new AppId(Paths.uuid(ctx, "appId", "app")));
        Json.answer(ctx, 200, new Rotated(made.app().id().toString(), made.app().key().value(),
                made.secret().reveal()));
    }
}
