package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.tx.StoreUnavailable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The connections: one or a few that write, a few that read.
 *
 * <p>Inside a unit of work everything goes through the connection that it writes with, so that a unit sees its own
 * changes. Outside, a question is asked on a connection of its own, and a single change is a unit of work by itself.
 *
 * <p>Questions run on the caller's thread. A native call pins a virtual thread's carrier while it lasts, but there
 * are no more such calls at once than connections that read, and none of them waits for anybody.
 */
final class Database implements HealthCheck, AutoCloseable {

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long HEALTHY_MILLIS = 1_000;

    private final SqlDialect dialect;
    private final InstantSource clock;
    private final Insistent reading;
    private final HikariDataSource pool;
    private final Jdbi readers;
    private final GroupCommit commits;
    private final Optional<LogCopier> logCopier;
    private final Queue<WorkListener> listeners = new ConcurrentLinkedQueue<>();

    Database(SqlDialect dialect, InstantSource clock) {
        this.dialect = dialect;
        this.clock = clock;
        Jdbi writer = configured(Jdbi.create(dialect.writing()))
                .setStatementBuilderFactory(connection -> new PreparedStatements());
        HikariConfig config = dialect.reading();
        this.reading = new Insistent(config.getDataSource());
        config.setDataSource(reading);
        config.setPoolName("tidings-read");
        config.setConnectionTimeout(PATIENCE_MILLIS);
        this.pool = new HikariDataSource(config);
        this.readers = configured(Jdbi.create(pool))
                .setStatementBuilderFactory(dialect.readingStatements());
        this.commits = new GroupCommit(dialect, () -> guarded(() -> begun(writer.open())), clock);
        this.logCopier = dialect.copyLog();
    }

    private Handle begun(Handle writing) {
        try {
            dialect.begin(writing);
            return writing;
        } catch (JdbiException e) {
            writing.close();
            throw e;
        }
    }

    private Jdbi configured(Jdbi jdbi) {
        // What is bound to a statement is other people's data and has no place in a message that is logged.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        dialect.configure(jdbi);
        return jdbi;
    }

    GroupCommit transactions() {
        return commits;
    }

    /** Asks; several statements see one state of the database. */
    <T> T read(Function<Handle, T> question) {
        return asked(question, (reader, ask) -> reader.inTransaction(ask::apply));
    }

    /** Asks with one statement, or with several that need not see the same: that spares the transaction. */
    <T> T ask(Function<Handle, T> question) {
        return asked(question, (reader, ask) -> reader.withHandle(ask::apply));
    }

    /** The same, and outside a unit of work the answer may be as old as {@link Recent} says. */
    <K, V> Optional<V> recent(Recent<K, V> recent, K key, Function<Handle, Optional<V>> question) {
        return commits.insideUnit() ? ask(question) : recent.find(key, () -> ask(question));
    }

    private <T> T asked(Function<Handle, T> question, BiFunction<Jdbi, Function<Handle, T>, T> way) {
        return commits.insideUnit()
                ? guarded(() -> question.apply(commits.handle()))
                : guarded(() -> askedOutside(question, way));
    }

    private <T> T askedOutside(Function<Handle, T> question, BiFunction<Jdbi, Function<Handle, T>, T> way) {
        try {
            return way.apply(reader(), question);
        } catch (JdbiException e) {
            problemIn(e).filter(dialect::connectionLost).ifPresent(this::lost);
            throw e;
        }
    }

    /** When one connection is lost the others are too, and whoever got one of them would wait for what cannot come. */
    private void lost(SQLException problem) {
        reading.lost(problem);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Nobody waits for a connection while none can come. */
    private Jdbi reader() {
        if (pool.getHikariPoolMXBean().getIdleConnections() == 0) {
            reading.problem().ifPresent(problem -> {
                throw new ConnectionException(problem);
            });
        }
        return readers;
    }

    /** Changes, all or nothing. */
    <T> T write(Function<Handle, T> change) {
        return commits.insideUnit()
                ? guarded(() -> change.apply(commits.handle()))
                : commits.call(() -> guarded(() -> change.apply(commits.handle())));
    }

    /** Asks for what only makes sense until the unit of work ends. */
    <T> T insideUnit(Function<Handle, T> question) {
        return guarded(() -> question.apply(commits.handle()));
    }

    boolean insideUnit() {
        return commits.insideUnit();
    }

    /** Where the unit of work notes what it changes about the statistics; only for use inside it. */
    Ledger ledger() {
        return commits.ledger();
    }

    /** What the unit of work makes due in a lane at that moment, others may be waiting for. */
    void announceWork(ProviderInstanceId lane, Instant due) {
        if (!due.isAfter(clock.instant())) {
            commits.aftermath().announce(lane, due.toEpochMilli());
        }
    }

    /** Done when the unit of work is durable, before its caller hears of that; only for use inside it. */
    void afterCommit(Runnable work) {
        commits.aftermath().add(work);
    }

    /** Calls when any process has announced work; until the database is closed. */
    void onWork(Consumer<WorkHint> hear) {
        dialect.listen(hear).ifPresent(listeners::add);
    }

    /**
     * From here to the end of the unit of work nobody else gets beyond this point with the same words. For what may
     * have no row yet that could be locked.
     */
    void lock(Handle handle, Collection<? extends List<?>> names) {
        dialect.lock(handle, names.stream().map(Database::name).sorted().toList());
    }

    /** The same, without waiting: whether nobody else is beyond this point with the same words. */
    boolean tryLock(Handle handle, Object... words) {
        return dialect.tryLock(handle, name(List.of(words)));
    }

    private static String name(List<?> words) {
        return words.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            SQLException problem = problemIn(e).filter(dialect::unavailable).orElseThrow(() -> e);
            throw new StoreUnavailable("The database cannot be used now: " + problem.getMessage(), e);
        }
    }

    /** What the driver said, where it was the driver. */
    static Optional<SQLException> problemIn(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    @Override
    public String name() {
        return "database";
    }

    /** Writes, because a full disk shows only in writing. */
    @Override
    public Optional<String> problem() {
        try {
            commits.submit(() -> write(handle -> handle.createUpdate("UPDATE probe SET at = :now WHERE id = 1")
                    .bind("now", clock.millis()).execute()))
                    .get(HEALTHY_MILLIS, TimeUnit.MILLISECONDS).get();
            return Optional.empty();
        } catch (StoreUnavailable | JdbiException e) {
            return Optional.of(e.getMessage());
        } catch (TimeoutException e) {
            return Optional.of("Writing to the database takes longer than " + HEALTHY_MILLIS + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The check was interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a unit of work ends without an exception of its own", e);
        }
    }

    @Override
    public void close() {
        listeners.forEach(WorkListener::close);
        reading.close();
        pool.close();
        logCopier.ifPresent(LogCopier::close);
        commits.close();
    }
}
