package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import io.tidings.persistence.Persistence.CannotOpen;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL 15 or newer: one database, one or many processes.
 *
 * <p>Units of work run at READ COMMITTED, and what they change they have locked: rows with {@code FOR UPDATE}, what
 * has no row yet with an advisory lock. A stricter level would undo whole commits for the sake of one unit in them.
 *
 * <p>Claims are {@code SELECT … FOR UPDATE SKIP LOCKED}, then an update of all that was found in the same transaction,
 * and not one {@code UPDATE … RETURNING}: what beginning an attempt means is said once, in the domain. Who claims
 * beside skips what is locked, so that claimers neither meet nor wait.
 */
final class PostgresDialect implements SqlDialect {

    static final String PREFIX = "jdbc:postgresql:";

    /** Each is a connection; more would wait for the same disk. */
    static final int WRITERS = 4;

    private static final int READERS = 8;

    private static final int CONNECT_SECONDS = 5;

    /** When a server vanishes without a word, longer than anything that it does for us. */
    private static final int SILENCE_SECONDS = 60;

    private static final String BOUNDS = """
            SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '15s';
            """;

    /** What a unit waits for others while units wait that share its commit. */
    private static final String SHORT_WAIT = "SET lock_timeout = '200ms';";

    /**
     * What a unit reads or changes are a few rows, for each of which there is an index. While the server's statistics
     * are older than a backlog, the planner would rather read a whole table that it takes to be small, or start
     * processes that help.
     */
    private static final String FEW_ROWS = """
            SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
            SET max_parallel_workers_per_gather = 0; SET jit = off;
            """;

    private static final Pattern WITH_CREDENTIALS = Pattern.compile("jdbc:postgresql://([^/?@]*)@(.*)");

    /** All transactions before this one have ended: what they wrote is visible, or never will be. */
    private static final String OLDEST_RUNNING = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private final PGSimpleDataSource source;

    private PostgresDialect(PGSimpleDataSource source) {
        this.source = source;
    }

    /** @param url with {@code user:password@} before the host, or with the parameters user and password */
    static PostgresDialect open(String url) {
        var source = new PGSimpleDataSource();
        Matcher credentials = WITH_CREDENTIALS.matcher(url);
        boolean found = credentials.matches();
        try {
            source.setUrl(found ? PREFIX + "//" + credentials.group(2) : url);
            if (found) {
                String[] userAndPassword = credentials.group(1).split(":", 2);
                source.setUser(decoded(userAndPassword[0]));
                source.setPassword(userAndPassword.length == 2 ? decoded(userAndPassword[1]) : null);
            }
        } catch (IllegalArgumentException e) {
            // Its message repeats the URL and thus the password.
            throw new CannotOpen("The database URL must have the form " + PREFIX
                    + "//host:port/database?user=…&password=… (special characters percent-encoded)");
        }
        source.setApplicationName("tidings");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SILENCE_SECONDS);
        source.setTcpKeepAlive(true);
        // The server knows best which type a parameter has that comes as text, or as nothing.
        source.setStringType("unspecified");
        // Details of errors quote the row, and messages are logged.
        source.setLogServerErrorDetail(false);
        return new PostgresDialect(source);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String migrations() {
        return "classpath:db/postgresql";
    }

    @Override
    public int writers() {
        return WRITERS;
    }

    @Override
    public DataSource writing() {
        return source;
    }

    /** Whatever the server's default is: what is acknowledged must be on its disk. */
    @Override
    public void begin(Handle writing) {
        writing.execute(BOUNDS + SHORT_WAIT + FEW_ROWS + """
                SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') = 'off'
                """);
    }

    /** The driver remembers by itself what was prepared. */
    @Override
    public StatementBuilderFactory readingStatements() {
        return DefaultStatementBuilder.FACTORY;
    }

    @Override
    public HikariConfig reading() {
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        // What is rare is found otherwise than what is common, and only the value tells.
        config.setConnectionInitSql(BOUNDS + "SET plan_cache_mode = 'force_custom_plan'");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        return config;
    }

    @Override
    public void configure(Jdbi jdbi) {
        jdbi.registerArgument(new NativeUuid());
        jdbi.registerArgument(new TextWithoutNul());
        jdbi.getConfig(Rows.Form.class).useArrays();
        jdbi.define("for_update", "FOR UPDATE").define("skip_locked", "FOR UPDATE SKIP LOCKED");
        jdbi.define("by_user", "").define("by_provider", "").define("by_category", "").define("by_state", "")
                .define("by_explanation", "");
        jdbi.define("group", "tx").define("feed_order", "tx, number")
                .define("after", "(tx, number) > (:group, :number) AND tx < " + OLDEST_RUNNING)
                .define("feed_end", OLDEST_RUNNING + " - 1, " + Long.MAX_VALUE);
    }

    @Override
    public void lock(Handle unit, List<String> names) {
        Chunks.query(unit, """
                SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (<names>) AS listed (name)
                """, "names", names, found -> found
                .map((row, context) -> true)
                .list());
    }

    @Override
    public boolean tryLock(Handle unit, String name) {
        return unit.createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">By class of the state.</a> */
    @Override
    public boolean unavailable(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() != 5) {
            return true;
        }
        return switch (state.substring(0, 2)) {
            // Connection, access, state of the transaction, rollback, resources, locks, operator, system, internal.
            case "08", "28", "25", "40", "53", "55", "57", "58", "XX" -> true;
            default -> false;
        };
    }

    @Override
    public boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    @Override
    public boolean contested(SQLException e) {
        return switch (e.getSQLState()) {
            case "40001", "40P01", "55P03" -> true; // serialization, deadlock, lock not available
            case null, default -> false;
        };
    }

    @Override
    public void bePatient(Handle unit) {
        unit.execute("SET LOCAL lock_timeout = '3s'");
    }

    /** A hint may be lost with the server, so nobody waits until it is on its disk. */
    @Override
    public void announceWork(Handle writing, WorkHint hint) {
        writing.createQuery("SELECT set_config('synchronous_commit', 'off', true), pg_notify(:channel, :hint)")
                .bind("channel", WorkListener.CHANNEL)
                .bind("hint", hint.text())
                .map((row, context) -> true)
                .one();
    }

    @Override
    public Optional<WorkListener> listen(Consumer<WorkHint> hear) {
        return Optional.of(WorkListener.start(source, hear));
    }

    @Override
    public Optional<LogCopier> copyLog() {
        return Optional.empty();
    }

    @Override
    public void finish(Handle writing) {}

    private static final class NativeUuid extends AbstractArgumentFactory<UUID> {
        NativeUuid() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value);
        }
    }

    /**
     * PostgreSQL's text has no U+0000. The replacement character stands for it, also where it is searched for. What
     * is stored as JSON keeps it, escaped.
     */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static final class TextWithoutNul extends AbstractArgumentFactory<String> {
        TextWithoutNul() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, storable(value));
        }
    }
}
