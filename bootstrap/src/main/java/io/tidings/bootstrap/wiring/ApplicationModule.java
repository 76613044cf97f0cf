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
import io.tidings.application.Sessions;
import io.tidings.application.Timing;
import io.tidings.application.Topics;
import io.tidings.bootstrap.run.Alarm;
import io.tidings.bootstrap.run.Housekeeping;
import io.tidings.bootstrap.run.WorkerLoop;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The use cases over the ports. */
final class ApplicationModule extends StrictModule {

    private final Secret adminToken;
    private final ConsentWords words;

    ApplicationModule(Secret adminToken, ConsentWords words) {
        this.adminToken = adminToken;
        this.words = words;
    }

    @Provides
    @Singleton
    Authentication authentication(AppStore apps, AppKeyStore keys, Timing timing) {
        return new Authentication(apps, keys, timing, adminToken);
    }

    @Provides
    @Singleton
    Apps apps(AppStore store, Timing timing, IdSource ids, RandomGenerator random) {
        return new Apps(store, timing, ids, random);
    }

    @Provides
    @Singleton
    ApiKeys apiKeys(AppKeyStore store, Timing timing, IdSource ids, RandomGenerator random) {
        return new ApiKeys(store, timing, ids, random);
    }

    @Provides
    @Singleton
    Profiles profiles(ProfileStore store, TopicStore topics, Transactions transactions, Timing timing) {
        return new Profiles(store, topics, transactions, timing);
    }

    @Provides
    @Singleton
    ProviderInstances providerInstances(ProviderInstanceStore store, DeliveryStore deliveries, LaneStore lanes,
            Transactions transactions, ProviderCatalogue catalogue, Timing timing,
            IdSource ids, Alarm alarm) {
        return new ProviderInstances(store, deliveries, lanes, transactions, catalogue, timing, ids, alarm);
    }

    @Provides
    @Singleton
    Intake intake(NotificationStore notifications, DeliveryStore deliveries, ProfileStore profiles,
            TopicStore topics, CategoryStore categories, ProviderInstanceStore instances, TemplateStore templates,
            IdempotencyStore idempotency, Transactions transactions, ProviderCatalogue catalogue, Timing timing,
            IdSource ids, Engine engine, WorkerLoop loop, Alarm alarm) {
        return new Intake(notifications, deliveries, profiles, topics, categories, instances, templates, idempotency,
                transactions, catalogue, timing, ids, engine, loop.tasks(), alarm);
    }

    @Provides
    @Singleton
    Templates templates(TemplateStore store, ProfileStore profiles, ProviderCatalogue catalogue, Timing timing,
            IdSource ids) {
        return new Templates(store, profiles, catalogue, timing, ids);
    }

    @Provides
    @Singleton
    Topics topics(TopicStore store, Transactions transactions, Timing timing, IdSource ids) {
        return new Topics(store, transactions, timing, ids);
    }

    @Provides
    @Singleton
    Categories categories(CategoryStore store, Timing timing, IdSource ids) {
        return new Categories(store, timing, ids);
    }

    @Provides
    @Singleton
    Deliveries deliveries(NotificationStore notifications, DeliveryStore deliveries) {
        return new Deliveries(notifications, deliveries);
    }

    @Provides
    @Singleton
    Decisions decisions(DeliveryStore deliveries, ProviderInstanceStore instances,
            Transactions transactions, Timing timing, IdSource ids, Alarm alarm) {
        return new Decisions(deliveries, instances, transactions, timing, ids, alarm);
    }

    @Provides
    @Singleton
    Logs logs(DeliveryLog log, ProfileStore profiles) {
        return new Logs(log, profiles);
    }

    @Provides
    @Singleton
    Cancellations cancellations(NotificationStore notifications, DeliveryStore deliveries, Timing timing) {
        return new Cancellations(notifications, deliveries, timing);
    }

    @Provides
    @Singleton
    Counts counts(Statistics statistics, Timing timing) {
        return new Counts(statistics, timing);
    }

    @Provides
    @Singleton
    Changes changes(ChangeFeed feed, NotificationStore notifications) {
        return new Changes(feed, notifications);
    }

    @Provides
    @Singleton
    Callbacks callbacks(AppStore apps, AppKeyStore keys, ProviderInstanceStore instances,
            NotificationStore notifications,
            DeliveryStore deliveries, ConversationStore conversations, Transactions transactions,
            ProviderCatalogue catalogue, LastCallbacks last, Timing timing) {
        return new Callbacks(apps, keys, instances, notifications, deliveries, conversations, words, transactions,
                catalogue, last, timing);
    }

    @Provides
    @Singleton
    LastCallbacks lastCallbacks(LastCallbackStore store, Timing timing) {
        return new LastCallbacks(store, timing);
    }

    @Provides
    @Singleton
    Sessions sessions(SessionStore store, Timing timing, RandomGenerator random, Authentication authentication) {
        return new Sessions(store, timing, random, authentication, adminToken);
    }

    @Provides
    @Singleton
    OptOuts optOuts(ConversationStore conversations, Transactions transactions, Timing timing) {
        return new OptOuts(conversations, transactions, timing);
    }

    @Provides
    @Singleton
    Engine engine(DeliveryStore deliveries, NotificationStore notifications, ProfileStore profiles,
            ProviderInstanceStore instances, ConversationStore conversations, LaneStore lanes,
            IdempotencyStore idempotency, Transactions transactions, ProviderCatalogue catalogue, CallbackUrls urls,
            Timing timing, Alarm alarm) {
        return new Engine(deliveries, notifications, profiles, instances, conversations, words, lanes, idempotency,
                transactions, catalogue, urls, timing, alarm);
    }

    @Provides
    @Singleton
    WorkerLoop workerLoop(Engine engine, Alarm alarm, InstantSource clock) {
        return new WorkerLoop(engine, alarm, clock);
    }

    @Provides
    @Singleton
    Housekeeping housekeeping(Engine engine, InstantSource clock) {
        return new Housekeeping(engine::tidyUp, clock);
    }
}
