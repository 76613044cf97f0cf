package io.tidings.bootstrap.wiring;

import com.fasterxml.uuid.Generators;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.tidings.application.CallbackUrls;
import io.tidings.application.RequestLimits;
import io.tidings.application.Timing;
import io.tidings.bootstrap.run.Alarm;
import io.tidings.bootstrap.settings.Settings;
import io.tidings.domain.IdSource;
import io.tidings.domain.dispatch.Backoff;
import io.tidings.domain.dispatch.Policies;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** What this process brings of its own: time, chance, identifiers, policies. */
final class ProcessModule extends StrictModule {

    private final Settings settings;

    ProcessModule(Settings settings) {
        this.settings = settings;
    }

    @Provides
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Provides
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** Version 7, increasing within a process even within a millisecond. */
    @Provides
    @Singleton
    IdSource ids() {
        return Generators.timeBasedEpochGenerator()::generate;
    }

    @Provides
    @Singleton
    Alarm alarm() {
        return new Alarm();
    }

    @Provides
    @Singleton
    CallbackUrls callbackUrls() {
        return new CallbackUrls(settings.publicUrl());
    }

    @Provides
    @Singleton
    RequestLimits requestLimits(InstantSource clock) {
        return new RequestLimits(settings.rateLimit(), clock);
    }

    @Provides
    @Singleton
    Timing timing(InstantSource clock, RandomGenerator random, IdSource ids) {
        Policies standard = Policies.standard(settings.publicUrl().isPresent());
        var policies = new Policies(settings.deliveryBudget(), settings.lease(), standard.retry(), standard.hold(),
                standard.questions(),
                settings.evidenceWindow(), polls(standard.polls()), standard.pollUntil(), settings.retention(),
                settings.idempotency(), standard.callbacks());
        return new Timing(clock, policies, random, ids.next().toString());
    }

    private Backoff polls(Backoff standard) {
        return settings.pollAfter()
                .map(first -> new Backoff(first, standard.factor(), Collections.max(List.of(first, standard.max()))))
                .orElse(standard);
    }
}
