package io.tidings.persistence;

import io.tidings.domain.secret.Secret;
import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The directory where everything is kept, and the master key in it. What it makes is for its owner only, where the
 * file system knows owners.
 */
final class DataDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    static DataDirectory at(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, permissions(path, "rwx------"));
        }
        return new DataDirectory(path.toAbsolutePath());
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    Path keyFile() {
        return path.resolve("master.key");
    }

    /**
     * @throws CannotOpen when others than its owner can read it: a key that others may have seen is for its owner
     * to judge
     */
    Optional<Secret> readKey() throws IOException {
        if (!Files.exists(keyFile())) {
            return Optional.empty();
        }
        if (knowsOwners(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(keyFile()))) {
            throw new CannotOpen(
                    "The master key " + keyFile() + " can be used by others than its owner. Run: chmod 600 "
                            + keyFile());
        }
        return Optional.of(Secret.of(Files.readString(keyFile()).strip()));
    }

    /** Stores a new key so that it survives a power failure before anything is sealed with it. */
    void writeKey(Secret key) throws IOException {
        Path unfinished = path.resolve("master.key.new");
        Files.deleteIfExists(unfinished);
        createPrivateFile(unfinished);
        try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap((key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        Files.move(unfinished, keyFile(), StandardCopyOption.ATOMIC_MOVE);
        if (knowsOwners(path)) {
            try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Makes an empty file that only its owner can read and write; one that is there already stays as it is. */
    static void createPrivateFile(Path file) throws IOException {
        try {
            Files.createFile(file, permissions(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return knowsOwners(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
