package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Problem;
import io.tidings.application.Profiles;
import io.tidings.domain.app.App;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import java.time.Instant;
import java.util.Map;

/** The people an app knows. */
final class UserRoutes {

    private static final String USERS = "/v3/users/";
    private static final String USERS_WITHOUT_SLASH = "/v3/users";

    private final ApiAccess access;
    private final Profiles profiles;

    UserRoutes(ApiAccess access, Profiles profiles) {
        this.access = access;
        this.profiles = profiles;
    }

    private record User(String identifier, Map<String, Object> profile, Instant createdAt, Instant updatedAt) {

        static User of(UserProfile user) {
            return new User(user.user().value(), user.properties().members(), user.createdAt(), user.updatedAt());
        }
    }

    private record Removed(String identifier) {}

    void addTo(RoutesConfig routes) {
        routes.post("/v3/users", this::create);
        routes.put(USERS + "<identifier>", this::merge);
        routes.get(USERS + "<identifier>", this::get);
        routes.delete(USERS + "<identifier>", ctx -> remove(ctx, USERS));
        // The Node SDK's users.delete leaves the slash out (@engagespot/node 1.7.0).
        routes.delete(USERS_WITHOUT_SLASH + "<identifier>", ctx -> remove(ctx, USERS_WITHOUT_SLASH));
    }

    private void create(Context ctx) {
        App app = access.app(ctx);
        Fields body = Body.json(ctx);
        String identifier = body.text("identifier").orElse("");
        JsonObject profile = body.json("profile");
        body.check();
        Json.answer(ctx, 200, User.of(profiles.merge(app, user(identifier), profile)));
    }

    private void merge(Context ctx) {
        App app = access.app(ctx);
        UserId user = named(ctx, USERS);
        Json.answer(ctx, 200, User.of(profiles.merge(app, user, Body.jsonIfAny(ctx).all())));
    }

    private void get(Context ctx) {
        App app = access.app(ctx);
        Json.answer(ctx, 200, User.of(profiles.get(app, named(ctx, USERS))));
    }

    private void remove(Context ctx, String before) {
        App app = access.app(ctx);
        UserId user = named(ctx, before);
        profiles.remove(app, user);
        Json.answer(ctx, 200, new Removed(user.value()));
    }

    /** All that follows, as {@link Paths} reads identifiers. */
    private static UserId named(Context ctx, String before) {
        return Paths.user(ctx.path().substring(before.length()));
    }

    private static UserId user(String identifier) {
        try {
            return new UserId(identifier);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("identifier", e.getMessage());
        }
    }
}
