package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What differs between databases, and only that: the stores' SQL is one for all.
 *
 * <p>A dialect owns what it takes to have the database to ourselves and gives it back when it is closed, after all
 * connections.
 */
sealed interface SqlDialect extends AutoCloseable permits SqliteDialect {

    /** Where Flyway finds the migrations. */
    String migrations();

    /** New connections that may write; whoever takes one closes it. */
    DataSource writing();

    /** Connections that only read. Within a transaction all that they read is of one moment. */
    HikariConfig reading();

    /**
     * Makes Java's types known that the driver does not take, and defines the parts of SQL that differ: {@code
     * <for_update>} and {@code <skip_locked>}.
     */
    void configure(Jdbi jdbi);

    /** Whether it is the database that could not, now; otherwise the statement was wrong, and would be again. */
    boolean unavailable(SQLException e);

    /** The last that is done on the writing connection before it is closed. */
    void finish(Handle writing);

    @Override
    void close();
}
