package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Authentication;
import io.tidings.application.Problem;
import io.tidings.application.RequestLimits;
import io.tidings.application.RequestLimits.Allowance;
import io.tidings.application.Sessions;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.secret.Secret;
import java.util.Optional;

/** Who is calling, and may they now? Asked first of all, before anything of the request's body is read. */
final class ApiAccess {

    private static final String BEARER = "Bearer ";
    private static final String KEY = "X-ENGAGESPOT-API-KEY";

    private static final String ACTING_FOR = "X-Tidings-App";

    private final Authentication authentication;
    private final RequestLimits limits;
    private final Apps apps;
    private final Sessions sessions;

    ApiAccess(Authentication authentication, RequestLimits limits, Apps apps, Sessions sessions) {
        this.authentication = authentication;
        this.limits = limits;
        this.apps = apps;
        this.sessions = sessions;
    }

    /**
     * The app whose server is calling, or which the operator names who acts for it.
     *
     * @throws Problem.TooMany when its key has made more requests than it may
     */
    App app(Context ctx) {
        String named = ctx.header(ACTING_FOR);
        if (named != null) {
            admin(ctx);
            return apps.get(new AppId(Paths.uuid(named, "app")));
        }
        App app = authentication.app(Optional.ofNullable(ctx.header(KEY)),
                Optional.ofNullable(ctx.header("X-ENGAGESPOT-API-SECRET")).map(Secret::of));
        if (limits.limited()) {
            limit(ctx, limits.take(new ApiKey(ctx.header(KEY))));
        }
        return app;
    }

    /** The fields of draft-ietf-httpapi-ratelimit-headers-10, which replaced RateLimit-Limit and its like. */
    private static void limit(Context ctx, Allowance allowance) {
        ctx.header("RateLimit-Policy", "\"key\";q=" + allowance.quota() + ";w=" + allowance.windowSeconds());
        ctx.header("RateLimit", "\"key\";r=" + allowance.remaining() + ";t=" + allowance.resetSeconds());
        if (!allowance.granted()) {
            throw new Problem.TooMany(allowance.retryAfterSeconds());
        }
    }

    /** Lets nobody pass but the operator, who has the token or a session. A token that is sent must be right. */
    void admin(Context ctx) {
        if (ctx.header("Authorization") == null && SessionCookie.of(ctx).flatMap(sessions::find).isPresent()) {
            return;
        }
        authentication.admin(bearer(ctx));
    }

    /** The token that stands in the request's header; empty when there is none. */
    static Optional<Secret> bearer(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> Secret.of(value.substring(BEARER.length()).strip()));
    }
}
