package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.ProviderInstances;
import io.tidings.domain.app.App;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderTemplate;
import io.tidings.domain.provider.TemplateListing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The templates that lie at the providers, so that one is picked and not typed. */
final class ProviderTemplateRoutes {

    private static final String TEMPLATES = "/v1/apps/{appId}/channels/{channel}/providerInstances/{id}/templates";
    private static final int DEFAULT_LIMIT = 50;

    private final ApiAccess access;
    private final Apps apps;
    private final ProviderInstances instances;

    ProviderTemplateRoutes(ApiAccess access, Apps apps, ProviderInstances instances) {
        this.access = access;
        this.apps = apps;
        this.instances = instances;
    }

    private record Some(List<Shown> templates, String nextCursor) {}

    /**
     * @param variables the places to be filled in, each with a sample
     * @param approval  {@code approved} may be sent outside of the 24-hour window
     * @param preview   the text with its places unfilled
     */
    private record Shown(String contentSid, String name, String language, Map<String, String> variables,
            String approval, String rejection, String category, String preview) {

        static Shown of(ProviderTemplate template) {
            return new Shown(template.reference(), template.name(), template.language().orElse(null),
                    template.variables(), template.approval().name().toLowerCase(Locale.ROOT),
                    template.rejection().orElse(null), template.category().orElse(null),
                    template.preview().orElse(null));
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get(TEMPLATES, this::list);
    }

    private void list(Context ctx) {
        access.admin(ctx);
        App app = apps.get(Paths.app(ctx));
        TemplateListing.Listed listed = instances.templates(app, Paths.channel(ctx),
                new ProviderInstanceId(Paths.uuid(ctx, "id", "provider instance")),
                Optional.ofNullable(ctx.queryParam("cursor")),
                Paths.limit(ctx, DEFAULT_LIMIT, ProviderInstances.MAX_TEMPLATES));
        Json.answer(ctx, 200, new Some(listed.templates().stream().map(Shown::of).toList(),
                listed.nextCursor().orElse(null)));
    }
}
