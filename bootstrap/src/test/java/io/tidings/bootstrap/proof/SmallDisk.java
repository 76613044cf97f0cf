package io.tidings.bootstrap.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few megabytes that is really full when it is full: a file system in memory, which Linux lets also an
 * ordinary user mount in a namespace of his own. Only processes that are started {@link #through} it see it.
 */
final class SmallDisk implements AutoCloseable {

    private static final String FILLER = "filler";

    /** Mounts, says so, and stays until its input ends: with it the namespace and the disk are gone. */
    private static final String SCRIPT = "mount -t tmpfs -o size=\"$2\",mode=0700 tmpfs \"$1\""
            + " && echo mounted && read end";

    private final Process holder;
    private final Path directory;

    private SmallDisk(Process holder, Path directory) {
        this.holder = holder;
        this.directory = directory;
    }

    /** @return empty where this machine does not allow it */
    static Optional<SmallDisk> mount(Path directory, String size) {
        try {
            Process holder = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT,
                    "sh", directory.toString(), size).start();
            var first = new String(holder.getInputStream().readNBytes("mounted".length()), StandardCharsets.UTF_8);
            if (first.equals("mounted")) {
                return Optional.of(new SmallDisk(holder, directory));
            }
            holder.destroy();
            return Optional.empty();
        } catch (IOException noSuchCommand) {
            return Optional.empty();
        }
    }

    List<String> through() {
        return List.of("nsenter", "--user", "--mount", "--preserve-credentials", "--target",
                Long.toString(holder.pid()), "--");
    }

    /** The way to it for a process that does not stand in the namespace. */
    Path fromOutside() {
        return Path.of("/proc", Long.toString(holder.pid()), "root").resolve(directory.toString().substring(1));
    }

    /** Leaves not a byte free. */
    void fill() {
        byte[] block = new byte[64 * 1024];
        try (var filler = Files.newOutputStream(fromOutside().resolve(FILLER))) {
            for (int size = block.length; size > 0;) {
                try {
                    filler.write(block, 0, size);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void free() {
        try {
            Files.deleteIfExists(fromOutside().resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
