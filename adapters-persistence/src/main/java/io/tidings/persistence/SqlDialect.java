package io.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What differs between databases, and only that: the stores' SQL is one for all. */
sealed interface SqlDialect permits SqliteDialect {

    /** Where Flyway finds the migrations. */
    String migrations();

    /** New connections that may write; whoever takes one closes it. */
    DataSource writing();

    /** Connections that only read. Within a transaction all that they read is of one moment. */
    HikariConfig reading();

    /** Makes Java's types known that the driver does not take, and defines the parts of SQL that differ: {@code <for_update>} and {@code <skip_locked>}. */
    void configure(Jdbi jdbi);

    /** Waits until no other unit of work holds the name, and holds it until this one ends. */
    void lock(Handle unit, String name);

    /** Whether it is the database that could not, now; otherwise the statement was wrong, and would be again. */
    boolean unavailable(SQLException e);

    /** The last that is done on the writing connection before it is closed. */
    void finish(Handle writing);
}
