package io.tidings.bootstrap.bench.peers;

import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.bench.process.Child;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A job engine for Node: its package in one version, and a script among the resources that makes use of it. */
final class NodePeer implements Peer {

    /** Node, npm or the package cannot be had. */
    static final class Missing extends Exception {

        private static final long serialVersionUID = 1;

        private Missing(String why) {
            super(why);
        }
    }

    private final Child script;

    private NodePeer(Child script) {
        this.script = script;
    }

    /** Installs it beside the database. */
    static NodePeer start(String name, String version, Databases.Fresh database) throws Missing {
        Path directory = database.directory();
        String file = name + ".js";
        try (InputStream script = NodePeer.class.getResourceAsStream("/bench/peers/" + file)) {
            Files.copy(script, directory.resolve(file));
            Files.writeString(directory.resolve("package.json"), """
                    {"private": true, "type": "module", "dependencies": {"%s": "%s"}}
                    """.formatted(name, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(directory, "node", "--version");
        run(directory, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
        return new NodePeer(
                Child.start(directory, List.of("node", file, database.url().substring("jdbc:".length()))));
    }

    private static void run(Path directory, String... command) throws Missing {
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Missing(output.strip());
            }
        } catch (IOException e) {
            throw new Missing(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double drain(int jobs) {
        return Double.parseDouble(script.ask(Integer.toString(jobs)));
    }

    @Override
    public void close() {
        script.close();
    }
}
