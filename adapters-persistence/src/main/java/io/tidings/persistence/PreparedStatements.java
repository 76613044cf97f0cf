package io.tidings.persistence;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the statements of one connection prepared: for a small row, preparing takes longer than reading or writing it.
 *
 * <p>For a connection that one thread uses at a time. What is in use is not idle, so the same statement may be in use
 * twice.
 */
final class PreparedStatements implements StatementBuilder {

    /** More than the stores have; the least recently used go first. */
    private static final int MOST = 128;

    private final StatementBuilder fresh = new DefaultStatementBuilder();

    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
    private final Map<Statement, String> busy = new IdentityHashMap<>();

    /** Of each connection of a pool, for as long as it is open. */
    static StatementBuilderFactory ofPool() {
        var kept = new IdentityHashMap<Connection, StatementBuilder>();
        return connection -> {
            Connection pooled = itself(connection);
            synchronized (kept) {
                if (!kept.containsKey(pooled)) {
                    kept.keySet().removeIf(PreparedStatements::isClosed);
                }
                return kept.computeIfAbsent(pooled, unknown -> new PreparedStatements());
            }
        };
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** What is prepared through a pool's face of a connection, the pool closes when it gets that back. */
    private static Connection itself(Connection connection) {
        try {
            return connection.unwrap(Connection.class);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return fresh.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        PreparedStatement statement = kept != null ? kept : fresh.create(itself(connection), sql, context);
        busy.put(statement, sql);
        return statement;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return fresh.createCall(connection, sql, context);
    }

    /**
     * @param template not what it was prepared from: Jdbi gives the text with its names here, and the text with
     * question marks there
     */
    @Override
    public void close(Connection connection, String template, Statement statement) throws SQLException {
        String sql = busy.remove(statement);
        if (sql == null || idle.containsKey(sql)) {
            statement.close();
            return;
        }
        var prepared = (PreparedStatement) statement;
        try {
            prepared.clearBatch();
            prepared.clearParameters();
        } catch (SQLException e) {
            // Whoever used it has heard why, or hears it from the next one.
            prepared.close();
            return;
        }
        idle.put(sql, prepared);
        if (idle.size() > MOST) {
            idle.remove(idle.keySet().iterator().next()).close();
        }
    }
}
