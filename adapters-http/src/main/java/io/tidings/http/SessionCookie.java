package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie that stands for the operator's token in a browser: no script can read it, and no other site can make the
 * browser send it.
 */
final class SessionCookie {

    static final String NAME = "tidings_session";

    /** Whoever changes something by a session says so; other sites' pages cannot send it without being asked first. */
    static final String PROOF_OF_INTENT = "X-Tidings-Console";

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Optional<URI> publicUrl;

    SessionCookie(Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * What the request's cookie holds, where the request is one that the console itself makes; empty otherwise. That
     * is more than the cookie's {@code SameSite=Strict}, which neighbours under the same domain are not kept out by.
     */
    static Optional<Secret> of(Context ctx) {
        boolean safe = SAFE.contains(ctx.req().getMethod());
        String from = ctx.header("Sec-Fetch-Site");
        boolean ours = from == null || from.equals("same-origin") || safe && from.equals("none");
        return Optional.ofNullable(ctx.cookie(NAME))
                .filter(value -> ours && (safe || ctx.header(PROOF_OF_INTENT) != null))
                .map(Secret::of);
    }

    void set(Context ctx, Secret value, Duration lasts) {
        header(ctx, value.reveal(), lasts.toSeconds());
    }

    void clear(Context ctx) {
        header(ctx, "", 0);
    }

    private void header(Context ctx, String value, long seconds) {
        ctx.header("Set-Cookie", NAME + "=" + value + "; Path=/; Max-Age=" + seconds
                + "; HttpOnly; SameSite=Strict" + (isEncrypted(ctx) ? "; Secure" : ""));
    }

    /**
     * Whether the browser came by https, as far as can be known behind a proxy. A browser that came by http would not
     * take a cookie that is for https alone, and on the machine itself that is how one comes.
     */
    private boolean isEncrypted(Context ctx) {
        boolean publicly = publicUrl
                .filter(url -> "https".equalsIgnoreCase(url.getScheme())
                        && url.getAuthority().equalsIgnoreCase(ctx.header("Host")))
                .isPresent();
        return publicly || "https".equalsIgnoreCase(ctx.header("X-Forwarded-Proto"));
    }
}
