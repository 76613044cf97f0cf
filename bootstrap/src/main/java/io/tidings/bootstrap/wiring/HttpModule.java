package io.tidings.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
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
import io.tidings.bootstrap.settings.Settings;
import io.tidings.domain.IdSource;
import io.tidings.domain.health.HealthCheck;
import io.tidings.http.HttpServer;
import io.tidings.http.HttpSettings;
import io.tidings.http.UseCases;
import java.time.Duration;
import java.util.List;

/** The HTTP API over the use cases. */
final class HttpModule extends StrictModule {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final Settings settings;

    HttpModule(Settings settings) {
        this.settings = settings;
    }

    @Provides
    @Singleton
    UseCases useCases(Authentication authentication, RequestLimits limits, Apps apps, ApiKeys apiKeys,
            Profiles profiles, ProviderInstances instances, Intake intake, Templates templates, Deliveries deliveries,
            Decisions decisions, Cancellations cancellations, Topics topics, Categories categories, Logs logs,
            Counts counts, Changes changes, Engine engine, Callbacks callbacks, LastCallbacks lastCallbacks,
            OptOuts optOuts, Sessions sessions, CallbackUrls urls, HealthCheck database, IdSource ids) {
        return new UseCases(authentication, limits, apps, apiKeys, profiles, instances, intake, templates, deliveries,
                decisions, cancellations, topics, categories, logs, counts, changes, engine, callbacks,
                lastCallbacks, optOuts, sessions, urls, List.of(database), ids);
    }

    @Provides
    @Singleton
    HttpServer httpServer(UseCases useCases) {
        return new HttpServer(
                new HttpSettings(settings.httpHost(), settings.httpPort(), STOP_WITHIN, settings.console()), useCases);
    }
}
