package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.LastCallbacks;
import io.tidings.application.Problem;
import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.LastCallback;
import io.tidings.domain.provider.ProviderId;
import java.time.Instant;

/** Whether a provider's callbacks come through. */
final class LastCallbackRoutes {

    private final ApiAccess access;
    private final Apps apps;
    private final LastCallbacks last;

    LastCallbackRoutes(ApiAccess access, Apps apps, LastCallbacks last) {
        this.access = access;
        this.apps = apps;
        this.last = last;
    }

    /** @param refusal what was wrong with the one that was refused, as a clause */
    private record Shown(Instant provenAt, Instant refusedAt, String refusal) {

        static Shown of(LastCallback last) {
            return new Shown(last.provenAt().orElse(null), last.refusedAt().orElse(null), last.refusal().orElse(null));
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps/{appId}/providers/{providerId}/lastCallback", this::get);
    }

    private void get(Context ctx) {
        access.admin(ctx);
        var app = apps.get(new AppId(Paths.uuid(ctx, "appId", "app")));
        Json.answer(ctx, 200, Shown.of(last.of(app, provider(ctx))));
    }

    private static ProviderId provider(Context ctx) {
        try {
            return new ProviderId(ctx.pathParam("providerId"));
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound("provider");
        }
    }
}
