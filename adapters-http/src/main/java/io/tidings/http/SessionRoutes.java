package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Problem;
import io.tidings.application.Sessions;
import io.tidings.domain.session.Session;
import java.time.Instant;

/** Signing in and out with a browser. */
final class SessionRoutes {

    private static final String SESSION = "/v1/session";

    private final Sessions sessions;
    private final SessionCookie cookie;

    SessionRoutes(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    private record Shown(Instant createdAt, Instant expiresAt) {

        static Shown of(Session session) {
            return new Shown(session.createdAt(), session.expiresAt());
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post(SESSION, this::signIn);
        routes.get(SESSION, ctx -> Json.answer(ctx, 200, Shown.of(present(ctx))));
        routes.delete(SESSION, this::signOut);
    }

    private void signIn(Context ctx) {
        Sessions.Begun begun = sessions.signIn(ctx.req().getRemoteAddr(), ApiAccess.bearer(ctx));
        cookie.set(ctx, begun.secret(), Sessions.LASTS);
        Json.answer(ctx, 201, Shown.of(begun.session()));
    }

    private void signOut(Context ctx) {
        present(ctx);
        SessionCookie.of(ctx).ifPresent(sessions::signOut);
        cookie.clear(ctx);
        Json.answerNothing(ctx);
    }

    private Session present(Context ctx) {
        return SessionCookie.of(ctx).flatMap(sessions::find).orElseThrow(() -> new Problem.Denied(
                "Authentication failed. There is no session, or it has ended. POST /v1/session begins one."));
    }
}
