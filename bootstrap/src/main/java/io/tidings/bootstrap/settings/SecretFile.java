package io.tidings.bootstrap.settings;

import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A secret that is generated once and then kept in a file that only its owner may read. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * The secret in the file; when there is no file, a new one is written there first.
     *
     * @throws InvalidSettings when the file may be read by others than its owner, is empty, or cannot be read or
     *                         written
     */
    public static Secret readOrCreate(Path file, Supplier<String> generate) {
        try {
            makeDirectory(file.toAbsolutePath().getParent());
            create(file, generate);
            return read(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * The secret in a file that is there.
     *
     * @throws InvalidSettings when it is not, may be read by others than its owner, is empty, or cannot be read
     */
    public static Secret read(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!PosixFilePermissions.toString(permissions).endsWith("------")) {
                throw new InvalidSettings(
                        List.of(file + " holds a secret and may be read by others: run chmod 600 " + file));
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new InvalidSettings(
                        List.of(file + " is empty: remove it to have a new secret generated, or restore it"));
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Whether others than its owner may look into a directory that was there before; one that we make they may not. */
    public static boolean isOpenToOthers(Path directory) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)).endsWith("------");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new InvalidSettings(List.of("The directory " + directory
                    + " cannot be made. Choose another, or make it and let this process write there."));
        }
    }

    private static InvalidSettings unusable(Path file, IOException e) {
        return new InvalidSettings(List.of(file + " cannot be read or written: " + reason(e)));
    }

    /** What the file system says, without the names of Java's exceptions. */
    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> "the file system refuses it";
        };
    }

    /** Written under another name first, so that nobody ever reads half a secret. */
    private static void create(Path file, Supplier<String> generate) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, generate.get() + System.lineSeparator(), StandardOpenOption.DSYNC);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its secret is the one
        } finally {
            Files.delete(fresh);
        }
    }
}
