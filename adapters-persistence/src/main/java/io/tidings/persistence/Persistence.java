package io.tidings.persistence;

import io.tidings.domain.app.AppKeyStore;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.log.ChangeFeed;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.session.SessionStore;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Everything that Tidings must not forget, in a database: opened, brought up to date and unlocked; the stores over it;
 * closed in the end.
 *
 * <p>All that is acknowledged is on disk, so a process that dies without closing loses nothing.
 */
public final class Persistence implements AutoCloseable {

    private final Database database;
    private final KeySet keys;
    private final MasterKey masterKey;
    private final JdbiDeliveryStore deliveries;

    private Persistence(Database database, KeySet keys, MasterKey masterKey, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.masterKey = masterKey;
        this.deliveries = new JdbiDeliveryStore(database, clock);
    }

    /**
     * Opens the database; makes it, and a master key, where there is none.
     *
     * @param random makes the master key
     * @throws CannotOpen when it cannot be opened as things are; the message says in plain words what to do
     */
    public static Persistence open(PersistenceSettings settings, InstantSource clock, SecureRandom random) {
        try {
            DataDirectory directory = DataDirectory.at(settings.dataDirectory());
            SqlDialect dialect = dialect(settings.url()
                    .orElseGet(() -> SqliteDialect.PREFIX + directory.resolve("tidings.db")));
            migrate(dialect);
            var database = new Database(dialect, clock);
            try {
                var masterKey = new MasterKey(settings, directory, random);
                return new Persistence(database, KeySet.open(database, masterKey), masterKey, clock);
            } catch (RuntimeException | IOException e) {
                database.close();
                throw e;
            }
        } catch (StoreUnavailable e) {
            throw new CannotOpen(e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotOpen("The data directory " + settings.dataDirectory()
                    + " cannot be made or written. Choose another, or let this process write there.", e);
        }
    }

    private static SqlDialect dialect(String url) throws IOException {
        if (url.startsWith(SqliteDialect.PREFIX)) {
            return SqliteDialect.open(url);
        }
        if (url.startsWith(PostgresDialect.PREFIX + "//")) {
            return PostgresDialect.open(url);
        }
        throw new CannotOpen("The database URL must begin with " + SqliteDialect.PREFIX + " or "
                + PostgresDialect.PREFIX + "//");
    }

    /** A database that a newer Tidings has changed is refused too: this one would not know what it does to it. */
    private static void migrate(SqlDialect dialect) {
        try {
            Flyway.configure()
                    .dataSource(dialect.writing())
                    .locations(dialect.migrations())
                    .loggers("slf4j")
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new CannotOpen("The database cannot be opened and brought up to date: " + e.getMessage(), e);
        }
    }

    public AppStore apps() {
        return new JdbiAppStore(database);
    }

    public ProviderInstanceStore providerInstances() {
        return new JdbiProviderInstanceStore(database, keys);
    }

    public ProfileStore profiles() {
        return new JdbiProfileStore(database);
    }

    public ConversationStore conversations() {
        return new JdbiConversationStore(database);
    }

    public NotificationStore notifications() {
        return new JdbiNotificationStore(database, keys);
    }

    public DeliveryStore deliveries() {
        return deliveries;
    }

    public DeliveryLog log() {
        return new JdbiDeliveryLog(database);
    }

    public ChangeFeed changes() {
        return new JdbiChangeFeed(database);
    }

    public Statistics statistics() {
        return new JdbiStatistics(database);
    }

    public IdempotencyStore idempotency() {
        return new JdbiIdempotencyStore(database);
    }

    public TemplateStore templates() {
        return new JdbiTemplateStore(database);
    }

    public LaneStore lanes() {
        return new JdbiLaneStore(database);
    }

    public AppKeyStore keys() {
        return new JdbiAppKeyStore(database);
    }

    public TopicStore topics() {
        return new JdbiTopicStore(database);
    }

    public CategoryStore categories() {
        return new JdbiCategoryStore(database);
    }

    public SessionStore sessions() {
        return new JdbiSessionStore(database);
    }

    public LastCallbackStore lastCallbacks() {
        return new JdbiLastCallbackStore(database);
    }

    public Transactions transactions() {
        return database.transactions();
    }

    /**
     * Calls, on a thread of its own and until all is closed, when any process has made something due. A hint that saves
     * waiting: it may come late, for nothing, or never, so whoever has work goes on asking from time to time. What is
     * called must be quick.
     */
    public void onWork(Runnable wake) {
        database.onWork(hint -> {
            deliveries.heard(hint);
            wake.run();
        });
    }

    /** Whether the database can be read and written now. */
    public HealthCheck healthCheck() {
        return database;
    }

    /**
     * Seals with a new key from now on, and anew what older keys sealed; these stay, for what others are writing and
     * for backups. Other processes on the database open what the new key seals, and use it themselves once they have
     * met it.
     *
     * @return how many values were sealed anew
     */
    public int rotateKeys() {
        keys.rotate();
        return new Resealing(database, keys).all();
    }

    /**
     * Seals the data keys with another master key, in one step: either it or the old one opens the database, never
     * neither. Where the old one is in the data directory's file, the new one takes its place there afterwards.
     * Processes that run go on, and need the new key when they start again or keys are rotated.
     *
     * @return the file that holds the new key now; empty where the settings give the key and must be changed
     * @throws CannotOpen when it is no master key, or the file cannot be written
     */
    public Optional<Path> changeMasterKey(Secret newKey) {
        keys.seal(newKey);
        if (masterKey.settings().masterKey().isPresent()) {
            return Optional.empty();
        }
        try {
            masterKey.directory().writeKey(newKey);
            return Optional.of(masterKey.directory().keyFile());
        } catch (IOException e) {
            throw new CannotOpen("The database is sealed with the new master key now, but it could not be written to "
                    + masterKey.directory().keyFile() + ". Put it there by hand, for its owner only.", e);
        }
    }

    /**
     * Finishes the units of work that were handed in, refuses new ones, and leaves, with SQLite, one database file that
     * is whole by itself.
     */
    @Override
    public void close() {
        database.close();
    }

    Database database() {
        return database;
    }

    /** The database cannot be opened as things are. The message says in plain words why and what to do. */
    public static final class CannotOpen extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CannotOpen(String message) {
            super(message);
        }

        CannotOpen(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
