package io.tidings.http;

import io.javalin.Javalin;
import java.util.stream.Stream;

/** A route as the router itself knows it, so that none can be forgotten by a test. */
record Route(String method, String path) {

    static Stream<Route> all(RunningApi api) {
        var javalin = Javalin.create(config -> {
            config.startup.startupWatcherEnabled = false;
            Api.addTo(config, api.useCases, true);
        });
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> new Route(parsed.endpoint.method.name(), parsed.endpoint.path))
                .flatMap(route -> route.method().equals("GET")
                        ? Stream.of(route, new Route("HEAD", route.path()))
                        : Stream.of(route))
                .distinct();
    }

    /** Whether it is the operator who may ask it; else it is an app. */
    boolean isAdmins() {
        return path.startsWith("/v1/");
    }

    boolean hasIdentifiers() {
        return path.contains("{") || path.contains("<");
    }
}
