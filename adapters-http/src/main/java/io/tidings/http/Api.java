package io.tidings.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.List;
import java.util.Optional;

/** All that the server answers. */
final class Api {

    private Api() {}

    /** @param console whether the console is served, too, and operators may sign in */
    static void addTo(JavalinConfig config, UseCases useCases, boolean console) {
        var access = new ApiAccess(useCases.authentication(), useCases.limits(), useCases.apps(), useCases.sessions());
        new NotificationRoutes(access, useCases.intake()).addTo(config.routes);
        new CategoryRoutes(access, useCases.categories()).addTo(config.routes);
        new TopicRoutes(access, useCases.topics()).addTo(config.routes);
        new CancelRoutes(access, useCases.cancellations()).addTo(config.routes);
        new DeliveryRoutes(access, useCases.deliveries(), useCases.decisions()).addTo(config.routes);
        new UserRoutes(access, useCases.profiles()).addTo(config.routes);
        new CallbackRoutes(useCases.callbacks(), useCases.callbackUrls()).addTo(config.routes);
        new AppRoutes(access, useCases.apps()).addTo(config.routes);
        new ApiKeyRoutes(access, useCases.apps(), useCases.apiKeys()).addTo(config.routes);
        new AppUserRoutes(access, useCases.apps(), useCases.profiles()).addTo(config.routes);
        new ProviderRoutes(access, useCases.providerInstances()).addTo(config.routes);
        new ProviderInstanceRoutes(access, useCases.apps(), useCases.providerInstances(), useCases.engine(),
                useCases.callbackUrls()).addTo(config.routes);
        new LastCallbackRoutes(access, useCases.apps(), useCases.lastCallbacks()).addTo(config.routes);
        new LogRoutes(access, useCases.apps(), useCases.logs(), useCases.counts()).addTo(config.routes);
        new LaneRoutes(access, useCases.apps(), useCases.providerInstances(), useCases.counts(), useCases.engine())
                .addTo(config.routes);
        new EventRoutes(access, useCases.apps(), useCases.changes()).addTo(config.routes);
        new OptOutRoutes(access, useCases.apps(), useCases.optOuts()).addTo(config.routes);
        new DocsRoutes(useCases.providerInstances().descriptors(Optional.empty())).addTo(config.routes);
        new TemplateRoutes(access, useCases.apps(), useCases.templates()).addTo(config.routes);
        new ProviderTemplateRoutes(access, useCases.apps(), useCases.providerInstances()).addTo(config.routes);
        new HealthRoutes(useCases.checks()).addTo(config.routes);
        if (console) {
            new SessionRoutes(useCases.sessions(), new SessionCookie(useCases.callbackUrls().publicUrl()))
                    .addTo(config.routes);
            new ConsoleRoutes().addTo(config.routes);
        }
        new Errors(useCases.ids()).addTo(config);
        answerHead(config);
    }

    /** Javalin by itself answers 200 to the HEAD of every GET without asking its handler, and so not who calls. */
    private static void answerHead(JavalinConfig config) {
        List<Endpoint> gets = config.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.equals(HandlerType.GET)).toList();
        gets.forEach(get -> config.routes.addHttpHandler(HandlerType.HEAD, get.path, get.handler));
    }
}
