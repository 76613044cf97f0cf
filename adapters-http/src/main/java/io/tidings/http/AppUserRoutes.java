package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Problem;
import io.tidings.application.Profiles;
import io.tidings.domain.app.App;
import io.tidings.domain.profile.UserProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people an app knows, for its operator. */
final class AppUserRoutes {

    private static final int DEFAULT_LIMIT = 20;

    private final ApiAccess access;
    private final Apps apps;
    private final Profiles profiles;

    AppUserRoutes(ApiAccess access, Apps apps, Profiles profiles) {
        this.access = access;
        this.apps = apps;
        this.profiles = profiles;
    }

    private record User(String identifier, Map<String, Object> profile, Instant createdAt, Instant updatedAt) {

        static User of(UserProfile user) {
            return new User(user.user().value(), user.properties().members(), user.createdAt(), user.updatedAt());
        }
    }

    private record Listed(List<User> users, int pageNo, int limit, long total) {}

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps/{appId}/users", this::list);
        routes.get("/v1/apps/{appId}/users/<identifier>/profile", this::get);
    }

    private void list(Context ctx) {
        App app = app(ctx);
        int pageNo = number(ctx, "pageNo", 1);
        int limit = number(ctx, "limit", DEFAULT_LIMIT);
        Optional<String> beginning = Optional.ofNullable(ctx.queryParam("identifier")).filter(it -> !it.isEmpty());
        Profiles.Listed found = profiles.list(app, beginning, pageNo, limit);
        Json.answer(ctx, 200, new Listed(found.users().stream().map(User::of).toList(), pageNo, limit, found.total()));
    }

    private void get(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, User.of(profiles.get(app, Paths.user(ctx, 4, "/profile"))));
    }

    private App app(Context ctx) {
        access.admin(ctx);
        return apps.get(Paths.app(ctx));
    }

    private static int number(Context ctx, String name, int absent) {
        String text = ctx.queryParam(name);
        try {
            return text == null ? absent : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Problem.Invalid(name, "must be a whole number from 1 on");
        }
    }
}
