package io.tidings.http;

import io.tidings.application.Apps;
import io.tidings.application.Authentication;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Callbacks;
import io.tidings.application.Decisions;
import io.tidings.application.Deliveries;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.OptOuts;
import io.tidings.application.Profiles;
import io.tidings.application.ProviderInstances;
import io.tidings.application.Templates;
import io.tidings.domain.IdSource;
import io.tidings.domain.health.HealthCheck;
import java.util.List;

/**
 * What the API offers to the world.
 *
 * @param engine this process's, which knows the circuits of the lanes
 * @param checks what must work for the service to be ready
 * @param ids    names the errors that callers report and operators look up in the log
 */
public record UseCases(Authentication authentication, Apps apps, Profiles profiles,
        ProviderInstances providerInstances, Intake intake, Templates templates, Deliveries deliveries,
        Decisions decisions,
        Engine engine, Callbacks callbacks, OptOuts optOuts, CallbackUrls callbackUrls, List<HealthCheck> checks,
        IdSource ids) {

    public UseCases {
        checks = List.copyOf(checks);
    }
}
