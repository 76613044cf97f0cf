package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.Authentication;
import io.tidings.domain.app.App;
import io.tidings.domain.secret.Secret;
import java.util.Optional;

/** Who is calling? Asked first of all, before anything of the request's body is read. */
final class ApiAccess {

    private static final String BEARER = "Bearer ";

    private final Authentication authentication;

    ApiAccess(Authentication authentication) {
        this.authentication = authentication;
    }

    /** The app whose server is calling. */
    App app(Context ctx) {
        return authentication.app(Optional.ofNullable(ctx.header("X-ENGAGESPOT-API-KEY")),
                Optional.ofNullable(ctx.header("X-ENGAGESPOT-API-SECRET")).map(Secret::of));
    }

    /** Lets nobody pass but the operator. */
    void admin(Context ctx) {
        authentication.admin(Optional.ofNullable(ctx.header("Authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> Secret.of(value.substring(BEARER.length()).strip())));
    }
}
