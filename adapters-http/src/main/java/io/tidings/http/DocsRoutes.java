package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Problem;
import io.tidings.domain.provider.ProviderDescriptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API's own description, and pages to read it. They need no credentials, tell nothing about anybody, and take
 * nothing from anywhere else: Swagger UI comes from its WebJar, because it works with neither inline scripts nor inline
 * styles allowed, reads OpenAPI 3.1 and asks no third party.
 */
final class DocsRoutes {

    private static final String HTML = "text/html;charset=utf-8";
    private static final String CSS = "text/css;charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript;charset=utf-8";

    /** Swagger UI's style has its icons within it; all else must come from here. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Resource> assets = new ConcurrentHashMap<>();

    private final List<ProviderDescriptor> providers;

    /** @param providers whose codes are explained beside ours */
    DocsRoutes(List<ProviderDescriptor> providers) {
        this.providers = providers;
    }

    void addTo(RoutesConfig routes) {
        var document = Resource.of("application/yaml;charset=utf-8", OpenApi.document());
        var docs = Resource.of(HTML, Resource.bytes("docs/docs.html"));
        var errors = Resource.of(HTML, ErrorsPage.html(providers));
        routes.get("/openapi.yaml", ctx -> answer(ctx, document));
        routes.get("/docs", ctx -> answerPage(ctx, "docs", docs));
        routes.get("/docs/errors", ctx -> answerPage(ctx, "errors", errors));
        routes.get("/docs/assets/{file}", ctx -> answer(ctx, asset(ctx.pathParam("file"))));
    }

    /** Packed when it is first asked for: a server that nobody reads about has no use for it. */
    private Resource asset(String name) {
        return assets.computeIfAbsent(name, key -> switch (key) {
            case "docs.css" -> Resource.of(CSS, Resource.bytes("docs/docs.css"));
            case "docs.js" -> Resource.of(JAVASCRIPT, Resource.bytes("docs/docs.js"));
            case "swagger-ui.css" -> Resource.of(CSS, swaggerUi(key));
            case "swagger-ui-bundle.js" -> Resource.of(JAVASCRIPT, swaggerUi(key));
            default -> throw new Problem.NotFound("file");
        });
    }

    /** The pages' links are relative, so that they work behind a proxy too, and only from the path without a slash. */
    private static void answerPage(Context ctx, String name, Resource page) {
        if (ctx.path().endsWith("/")) {
            ctx.status(301).header("Location", "../" + name).res().setContentType(null);
        } else {
            answer(ctx, page);
        }
    }

    /** Asked for each time, but sent only when it has changed. */
    private static void answer(Context ctx, Resource resource) {
        resource.answer(ctx, "no-cache", POLICY);
    }

    private static byte[] swaggerUi(String file) {
        return ConsoleFiles.webjar("swagger-ui", "org.webjars", file);
    }
}
