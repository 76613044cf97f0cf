package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.domain.health.HealthCheck;
import java.util.List;

/** Whether this process lives, and whether it is ready for requests. Needs no credentials and tells no secrets. */
final class HealthRoutes {

    private final List<HealthCheck> checks;

    HealthRoutes(List<HealthCheck> checks) {
        this.checks = checks;
    }

    private record Live(boolean live) {}

    private record Ready(boolean ready, List<Check> checks) {}

    private record Check(String name, String problem) {}

    void addTo(RoutesConfig routes) {
        routes.get("/health/live", ctx -> Json.answer(ctx, 200, new Live(true)));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context ctx) {
        List<Check> all = checks.stream().map(check -> new Check(check.name(), check.problem().orElse(null))).toList();
        boolean ready = all.stream().allMatch(check -> check.problem() == null);
        Json.answer(ctx, ready ? 200 : 503, new Ready(ready, all));
    }
}
