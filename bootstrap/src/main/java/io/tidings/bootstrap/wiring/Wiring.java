package io.tidings.bootstrap.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import io.tidings.bootstrap.run.Alarm;
import io.tidings.bootstrap.settings.SecretFile;
import io.tidings.bootstrap.settings.Settings;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import io.tidings.twilio.TwilioSettings;
import io.tidings.twilio.TwilioWhatsApp;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole program as a visible list of modules, and what they hold open. */
public final class Wiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int SECRET_BYTES = 32;

    private final Persistence persistence;
    private final TwilioWhatsApp twilio;
    private final Secret adminToken;
    private final Injector injector;

    private Wiring(Persistence persistence, TwilioWhatsApp twilio, Secret adminToken, Injector injector) {
        this.persistence = persistence;
        this.twilio = twilio;
        this.adminToken = adminToken;
        this.injector = injector;
    }

    /**
     * Opens the database and puts everything together. Starts nothing.
     *
     * @throws io.tidings.bootstrap.settings.InvalidSettings when a secret's file cannot be used
     */
    public static Wiring of(Settings settings) {
        Secret adminToken = settings.adminToken()
                .orElseGet(() -> SecretFile.readOrCreate(settings.dataDir().resolve("admin.token"),
                        () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random())));
        Persistence persistence = open(settings);
        if (SecretFile.isOpenToOthers(settings.dataDir())) {
            LOG.warn("Others than its owner may look into the data directory {}. Run: chmod 700 {}",
                    settings.dataDir(), settings.dataDir());
        }
        Duration timeout = settings.twilioTimeout();
        var twilio = new TwilioWhatsApp(new TwilioSettings(settings.twilioApiUrl(),
                CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout, timeout));
        List<Module> modules = List.of(
                new ProcessModule(settings),
                new PersistenceModule(persistence),
                new ProvidersModule(providers(twilio)),
                new ApplicationModule(adminToken, settings.consentWords()),
                new HttpModule(settings));
        Injector injector = Guice.createInjector(Stage.PRODUCTION, modules);
        persistence.onWork(injector.getInstance(Alarm.class));
        return new Wiring(persistence, twilio, adminToken, injector);
    }

    /** Opens the database and nothing else; whoever does closes it. */
    public static Persistence open(Settings settings) {
        return Persistence.open(
                new PersistenceSettings(settings.dataDir(), Optional.of(settings.databaseUrl()), settings.masterKey()),
                InstantSource.system(), new SecureRandom());
    }

    public <T> T get(Class<T> type) {
        return injector.getInstance(type);
    }

    public Secret adminToken() {
        return adminToken;
    }

    @Override
    public void close() {
        twilio.close();
        persistence.close();
    }

    /** Ours, and whatever other providers the class path brings. */
    private static List<ChannelProvider> providers(TwilioWhatsApp twilio) {
        var providers = new ArrayList<ChannelProvider>();
        providers.add(twilio);
        ServiceLoader.load(ChannelProvider.class).forEach(providers::add);
        return providers;
    }

    private static byte[] random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
