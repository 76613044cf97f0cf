package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Timeout(60)
final class LogCopierTest {

    private static final int PAGES = 20;

    @TempDir
    private Path directory;

    @Test
    void log_isCopiedWhileTheWriterIsInTheMidstOfItsWork() throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("some.db"));
        try (Connection writer = DriverManager.getConnection(source.getUrl())) {
            execute(writer, "PRAGMA journal_mode = WAL");
            execute(writer, "PRAGMA wal_autocheckpoint = 0");
            execute(writer, "CREATE TABLE some (content BLOB)");
            writer.setAutoCommit(false);
            LogCopier copier = LogCopier.start(source, PAGES);
            try {
                execute(writer, "INSERT INTO some VALUES (zeroblob(200000))");
                writer.commit();
                execute(writer, "INSERT INTO some VALUES (zeroblob(1))");
                await("all that is committed is copied")
                        .until(() -> log("log") > PAGES && log("log") == log("checkpointed"));
                writer.commit();
            } finally {
                copier.close();
            }
        }
        try (Connection reader = DriverManager.getConnection(source.getUrl());
                var rows = reader.createStatement().executeQuery("SELECT sum(length(content)) FROM some")) {
            assertThat(rows.getInt(1)).isEqualTo(200_001);
        }
    }

    private int log(String column) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("some.db"));
                var log = other.createStatement().executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return log.getInt(column);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
