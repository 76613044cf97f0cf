package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * SQLite: one file. Readers see the last commit (WAL) and never wait for the writer, nor the writer for them. Another
 * process (the command line beside a server) may use the file as well: the writers of both take turns.
 *
 * <p>{@code synchronous=FULL} makes every commit reach the disk before it is acknowledged; with {@code NORMAL} a power
 * failure could take the last ones.
 */
final class SqliteDialect implements SqlDialect {

    static final String PREFIX = "jdbc:sqlite:";

    private static final int READERS = 4;

    /** What a connection keeps of the file in memory; SQLite's own 2 MB do not even hold the indexes' inner pages. */
    private static final int WRITER_CACHE_KILOBYTES = 32 << 10;

    private static final int READER_CACHE_KILOBYTES = 8 << 10;

    private static final int COPIER_CACHE_KILOBYTES = 64;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    /**
     * After how many pages in the log they are copied to where they belong. Most commits write the same pages, the ends
     * of the indexes: the longer the log, the fewer copies of each.
     */
    private static final int COPIED_PAGES = 12_000;

    /** When the log is so long, a commit copies what is not copied yet, and the log begins anew. */
    private static final int CHECKPOINT_PAGES = 16_000;

    /** The log is cut back to this size when it was longer for a while. */
    private static final int LOG_BYTES = 128 << 20;

    private final String url;

    private SqliteDialect(String url) {
        this.url = url;
    }

    /** Makes the database file, readable by its owner only, where it is missing. */
    static SqliteDialect open(String url) throws IOException {
        String path = url.substring(PREFIX.length());
        if (path.isBlank() || path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
            throw new CannotOpen("The database URL must be " + PREFIX + " and the path of a file, without parameters");
        }
        Path file = Path.of(path).toAbsolutePath();
        if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
            throw new CannotOpen("The directory of the database file does not exist: " + file);
        }
        DataDirectory.createPrivateFile(file);
        return new SqliteDialect(PREFIX + file);
    }

    @Override
    public String migrations() {
        return "classpath:db/sqlite";
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public DataSource writing() {
        SQLiteConfig config = common(WRITER_CACHE_KILOBYTES);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(LOG_BYTES);
        return source(config);
    }

    @Override
    public void begin(Handle writing) {
        writing.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }

    @Override
    public Optional<LogCopier> copyLog() {
        return Optional.of(LogCopier.start(source(common(COPIER_CACHE_KILOBYTES)), COPIED_PAGES));
    }

    @Override
    public HikariConfig reading() {
        var config = new HikariConfig();
        config.setDataSource(source(common(READER_CACHE_KILOBYTES)));
        config.setConnectionInitSql("PRAGMA query_only = true");
        config.setMaximumPoolSize(READERS);
        return config;
    }

    @Override
    public StatementBuilderFactory readingStatements() {
        return PreparedStatements.ofPool();
    }

    private static SQLiteConfig common(int cacheKilobytes) {
        var config = new SQLiteConfig();
        config.setCacheSize(-cacheKilobytes);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // What a savepoint may have to undo is kept in memory, not in a file of its own.
        config.setTempStore(TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private DataSource source(SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    @Override
    public void configure(Jdbi jdbi) {
        jdbi.registerArgument(new UuidAsBytes());
        // There is one writer, so nobody changes what it has read.
        jdbi.define("for_update", "").define("skip_locked", "");
        jdbi.define("by_user", "INDEXED BY delivery_log_by_user")
                .define("by_provider", "INDEXED BY delivery_log_by_provider")
                .define("by_category", "INDEXED BY delivery_log_by_category")
                .define("by_state", "INDEXED BY delivery_by_state")
                .define("by_explanation", "INDEXED BY delivery_by_explanation");
        jdbi.define("group", "0").define("feed_order", "number")
                .define("after", "number > :number AND :group = 0")
                .define("feed_end", "0, COALESCE((SELECT max(number) FROM timeline), 0)");
    }

    /** One unit of work runs at a time, so it holds everything. */
    @Override
    public void lock(Handle unit, List<String> names) {}

    @Override
    public boolean tryLock(Handle unit, String name) {
        return true;
    }

    @Override
    public boolean unavailable(SQLException e) {
        if (!(e instanceof SQLiteException problem)) {
            return true;
        }
        int primaryCode = problem.getResultCode().code & 0xff;
        return switch (primaryCode) {
            case 1, 18, 19, 20, 21, 25 -> false; // ERROR, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE
            default -> true;
        };
    }

    @Override
    public boolean connectionLost(SQLException e) {
        return false;
    }

    @Override
    public boolean contested(SQLException e) {
        return false;
    }

    @Override
    public void bePatient(Handle unit) {}

    /** Whoever else uses the file does so in passing. */
    @Override
    public void announceWork(Handle writing, WorkHint hint) {}

    @Override
    public Optional<WorkListener> listen(Consumer<WorkHint> hear) {
        return Optional.empty();
    }

    /** Moves the log into the database file, so that the file alone is a whole copy. */
    @Override
    public void finish(Handle writing) {
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** In as few bytes as they have, for they stand in nearly every entry of nearly every index. */
    private static final class UuidAsBytes extends AbstractArgumentFactory<UUID> {
        UuidAsBytes() {
            super(Types.BLOB);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setBytes(position, Columns.bytes(value));
        }
    }
}
