package io.tidings.http;

import io.tidings.application.ApiKeys;
import io.tidings.application.Apps;
import io.tidings.application.Authentication;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Callbacks;
import io.tidings.application.Changes;
import io.tidings.application.Counts;
import io.tidings.application.Cancellations;
import io.tidings.application.Categories;
import io.tidings.application.Decisions;
import io.tidings.application.Deliveries;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.LastCallbacks;
import io.tidings.application.Logs;
import io.tidings.application.OptOuts;
import io.tidings.application.Profiles;
import io.tidings.application.ProviderInstances;
import io.tidings.application.Templates;
import io.tidings.application.RequestLimits;
import io.tidings.application.Sessions;
import io.tidings.application.Topics;
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
public record UseCases(Authentication authentication, RequestLimits limits, Apps apps, ApiKeys apiKeys,
        Profiles profiles, ProviderInstances providerInstances, Intake intake, Templates templates,
        Deliveries deliveries, Decisions decisions, Cancellations cancellations, Topics topics, Categories categories,
        Logs logs, Counts counts, Changes changes, Engine engine, Callbacks callbacks, LastCallbacks lastCallbacks,
        OptOuts optOuts, Sessions sessions,
        CallbackUrls callbackUrls, List<HealthCheck> checks, IdSource ids) {

    public UseCases {
        checks = List.copyOf(checks);
    }
}
