package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Problem;
import java.util.Optional;

/**
 * The console: a page that is an ordinary client of this API. Its files are no secret; what it shows needs a session.
 *
 * <p>Built on Lit, because its modules run in the browser as they are, templates are HTML as everybody knows it, and it
 * works with neither inline scripts nor inline styles allowed.
 */
final class ConsoleRoutes {

    /** Not even the page itself may hold a script or a style: whatever is written into it from outside stays text. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ConsoleFiles files = ConsoleFiles.load();

    void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> files.page().answer(ctx, "no-cache", POLICY));
        routes.get("/assets/{build}/<file>", ctx -> file(ctx).answer(ctx, FOR_EVER, POLICY));
    }

    /** A file of another build is not this one: whoever asks for it loads the page anew. */
    private Resource file(Context ctx) {
        return Optional.of(ctx.pathParam("file")).filter(file -> ctx.pathParam("build").equals(files.build()))
                .map(files.files()::get).orElseThrow(() -> new Problem.NotFound("file"));
    }
}
