package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** What differs between databases, and only that: the stores' SQL is one for all. */
sealed interface SqlDialect permits SqliteDialect, PostgresDialect {

    /** Where Flyway finds the migrations. */
    String migrations();

    /** How many units of work may run at once. */
    int writers();

    /** New connections that may write; whoever takes one closes it. */
    DataSource writing();

    /** The first that is done on a writing connection after it was opened. */
    void begin(Handle writing);

    /** Starts to copy the log beside the writer; empty where the database does so itself. */
    Optional<LogCopier> copyLog();

    /** How statements are made on connections that only read. */
    StatementBuilderFactory readingStatements();

    /** Connections that only read. Within a transaction all that they read is of one moment. */
    HikariConfig reading();

    /**
     * Makes Java's types known that the driver does not take, says in which form {@link Rows} are written, and defines
     * the parts of SQL that differ:
     * {@code <for_update>} and {@code <skip_locked>}; the indexes of the log, where they must be named; of the feed of
     * changes, what became visible together ({@code <group>}), what is {@code <after>} a position and surely complete,
     * in which {@code <feed_order>}, and where it ends ({@code <feed_end>}).
     */
    void configure(Jdbi jdbi);

    /** Waits until no other unit of work holds any of the names, and holds them until this one ends. */
    void lock(Handle unit, List<String> names);

    /** The same, but does not wait; whether this unit of work holds it now. */
    boolean tryLock(Handle unit, String name);

    /** Whether it is the database that could not, now; otherwise the statement was wrong, and would be again. */
    boolean unavailable(SQLException e);

    /** Whether the connection is of no use any more, and others to the same database presumably neither. */
    boolean connectionLost(SQLException e);

    /** Whether two units of work were in each other's way: undone and run again by itself, one comes through. */
    boolean contested(SQLException e);

    /** Lets the unit of work that begins wait longer for others, because no other waits for it. */
    void bePatient(Handle unit);

    /** Tells all processes that something has become due. A hint: it may be lost. */
    void announceWork(Handle writing, WorkHint hint);

    /** Calls, on a thread of its own, whenever a process has announced work; empty where none ever does. */
    Optional<WorkListener> listen(Consumer<WorkHint> hear);

    /** The last that is done on the writing connection before it is closed. */
    void finish(Handle writing);
}
