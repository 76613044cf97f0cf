package io.tidings.bootstrap.bench.peers;

import io.tidings.bootstrap.bench.Databases;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows of two columns that are inserted one after the other: what PostgreSQL and its disk allow. */
final class PlainRows implements Peer {

    private final Connection connection;
    private final int each;
    private long last;

    /** @param each how many rows a commit has */
    PlainRows(Databases.Fresh database, int each) {
        this.each = each;
        try {
            connection = database.connect("&reWriteBatchedInserts=true");
            connection.createStatement().execute("CREATE TABLE plain (id bigint PRIMARY KEY, content text NOT NULL)");
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double drain(int rows) {
        long start = System.nanoTime();
        try (var insert = connection.prepareStatement("INSERT INTO plain (id, content) VALUES (?, 'x')")) {
            for (int row = 1; row <= rows; row++) {
                insert.setLong(1, ++last);
                insert.addBatch();
                if (row % each == 0 || row == rows) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
