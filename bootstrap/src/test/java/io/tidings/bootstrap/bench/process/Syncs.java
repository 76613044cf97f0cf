package io.tidings.bootstrap.bench.process;

import io.tidings.bootstrap.bench.Databases;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.nio.ByteBuffer;

/** How often a database has had the disk confirm what it wrote, seen from outside. */
final class Syncs implements AutoCloseable {

    /** Where the index of SQLite's log counts commits; see https://www.sqlite.org/walformat.html. */
    private static final int COMMITS = 8;

    private static final String OF_POSTGRES = "SELECT sum(fsyncs) FROM pg_stat_io";

    /** Until version 17. */
    private static final String OF_OLDER_POSTGRES = "SELECT wal_sync FROM pg_stat_wal";

    private final Databases.Fresh database;
    private final Connection connection;

    Syncs(Databases.Fresh database) {
        this.database = database;
        this.connection = database.kind() == Databases.Kind.postgresql ? database.connect() : null;
    }

    /**
     * SQLite does not tell of them, but of commits: each syncs its log once ({@code synchronous=FULL}); what
     * checkpoints add, two each, is not counted.
     */
    long count() {
        return switch (database.kind()) {
            case sqlite -> ofSqlite();
            case postgresql -> ofPostgres();
        };
    }

    private long ofSqlite() {
        try (var file = new RandomAccessFile(database.directory().resolve("tidings.db-shm").toFile(), "r");
                FileChannel channel = file.getChannel()) {
            ByteBuffer commits = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
            channel.read(commits, COMMITS);
            return Integer.toUnsignedLong(commits.getInt(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long ofPostgres() {
        try {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(version >= 18 ? OF_POSTGRES : OF_OLDER_POSTGRES)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
