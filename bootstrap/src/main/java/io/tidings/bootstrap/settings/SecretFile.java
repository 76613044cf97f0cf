package io.tidings.bootstrap.settings;

import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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
     * @throws InvalidSettings when the file may be read by others than its owner, is empty, or cannot be read or written
     */
    public static Secret readOrCreate(Path file, Supplier<String> generate) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            create(file, generate);
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
            throw new InvalidSettings(List.of(file + " cannot be read or written: " + e));
        }
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
