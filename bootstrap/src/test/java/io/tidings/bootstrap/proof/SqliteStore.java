package io.tidings.bootstrap.proof;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file on the machine's disk, or on a small one that can be filled. */
final class SqliteStore implements Store {

    private final Path directory;
    private final Optional<SmallDisk> disk;

    SqliteStore(Path directory, Optional<SmallDisk> disk) {
        this.directory = directory;
        this.disk = disk;
    }

    Optional<SmallDisk> disk() {
        return disk;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("TIDINGS_DATABASE_URL", "jdbc:sqlite:" + directory.resolve("tidings.db"));
    }

    @Override
    public List<String> through() {
        return disk.map(SmallDisk::through).orElse(List.of());
    }

    @Override
    public Optional<String> corruption() {
        Path file = disk.map(SmallDisk::fromOutside).orElse(directory).resolve("tidings.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var answer = statement.executeQuery("PRAGMA integrity_check")) {
            String said = answer.getString(1);
            return said.equals("ok") ? Optional.empty() : Optional.of(said);
        } catch (SQLException e) {
            return Optional.of("it cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        disk.ifPresent(SmallDisk::close);
    }
}
