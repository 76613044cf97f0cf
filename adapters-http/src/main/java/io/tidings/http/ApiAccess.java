package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.Authentication;
import io.tidings.application.Problem;
import io.tidings.application.RequestLimits;
import io.tidings.application.RequestLimits.Allowance;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.secret.Secret;
import java.util.Optional;

/** Who is calling, and may they now? Asked first of all, before anything of the request's body is read. */
final class ApiAccess {

    private static final String BEARER = "Bearer ";
    private static final String KEY = "X-ENGAGESPOT-API-KEY";

    private final Authentication authentication;
    private final RequestLimits limits;

    ApiAccess(Authentication authentication, RequestLimits limits) {
        this.authentication = authentication;
        this.limits = limits;
    }

    /**
     * The app whose server is calling.
     *
     * @throws Problem.TooMany when its key has made more requests than it may
     */
    App app(Context ctx) {
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

    /** Lets nobody pass but the operator. */
    void admin(Context ctx) {
        authentication.admin(Optional.ofNullable(ctx.header("Authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> Secret.of(value.substring(BEARER.length()).strip())));
    }
}
