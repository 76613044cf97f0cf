package io.tidings.persistence;

import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a database file for one process, by a lock on {@code <file>.lock} that the operating system takes back when
 * the process dies, however it dies.
 *
 * <p>SQLite itself would let a second process in, and both would send every message.
 */
final class FileClaim implements AutoCloseable {

    private final FileChannel channel;

    private FileClaim(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws CannotOpen when another holds the file */
    static FileClaim of(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new CannotOpen("Another Tidings process uses the database " + file
                    + ". Stop it, or give this one a data directory of its own.");
        }
        return new FileClaim(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The file stays: were it removed, two processes could hold locks on two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
