package io.tidings.bootstrap.bench.process;

import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.domain.provider.ChannelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The distribution with one more jar in its {@code lib}, as somebody has it who adds a provider of their own. */
public final class Distribution {

    private Distribution() {}

    /** @return the launcher of one that also has this provider */
    public static Path with(Class<? extends ChannelProvider> provider, Path directory) {
        Path home = ServerProcess.LAUNCHER.getParent().getParent();
        try {
            Path bin = Files.createDirectories(directory.resolve("bin"));
            Path lib = Files.createDirectories(directory.resolve("lib"));
            try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
                for (Path jar : jars.toList()) {
                    Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
                }
            }
            try (var jar = new JarOutputStream(Files.newOutputStream(lib.resolve("provider.jar")))) {
                String file = provider.getName().replace('.', '/') + ".class";
                try (InputStream code = provider.getClassLoader().getResourceAsStream(file)) {
                    add(jar, file, code.readAllBytes());
                }
                add(jar, "META-INF/services/" + ChannelProvider.class.getName(),
                        provider.getName().getBytes(StandardCharsets.UTF_8));
            }
            return Files.copy(ServerProcess.LAUNCHER, bin.resolve("tidings"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        ((OutputStream) jar).write(content);
        jar.closeEntry();
    }
}
