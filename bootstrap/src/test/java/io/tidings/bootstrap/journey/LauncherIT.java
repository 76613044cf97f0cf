package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.ServerProcess;
import io.tidings.bootstrap.testing.ServerSettings;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line, as a user meets it. */
class LauncherIT {

    @TempDir
    private Path directory;

    private record Ended(int code, String output) {}

    @Test
    void demo_showsThreeEndsAndSucceeds() throws Exception {
        Ended demo = run(Map.of(), "demo", "--once");

        assertThat(demo.output()).contains("ann: seen", "ben: delivered", "maria: discarded");
        assertThat(demo.code()).isZero();
    }

    @Test
    void version_isThePackagedOne() throws Exception {
        assertThat(run(Map.of(), "version").output()).startsWith("tidings 0.").contains("java ");
    }

    @Test
    void whatTheBuildHasLearned_isUsed() throws Exception {
        assumeThat(Runtime.version().feature()).as("JDKs before do not learn").isGreaterThanOrEqualTo(25);

        Ended strict = run(Map.of("JAVA_OPTS", "-XX:AOTMode=on"), "version");

        assertThat(strict.output()).startsWith("tidings 0.");
        assertThat(strict.code()).isZero();
    }

    @Test
    void copyWithoutTheFilesTimes_servesAndSaysWhatItLacks() throws Exception {
        assumeThat(Runtime.version().feature()).as("JDKs before do not learn").isGreaterThanOrEqualTo(25);
        Path copy = directory.resolve("copy");
        for (String part : new String[]{"bin", "lib"}) {
            Path from = ServerProcess.LAUNCHER.getParent().resolveSibling(part);
            Path to = Files.createDirectories(copy.resolve(part));
            try (var files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        Path launcher = copy.resolve("bin/tidings");
        Path log = directory.resolve("server.log");
        Map<String, String> settings = Map.of("TIDINGS_DATA_DIR", directory.toString(), "TIDINGS_HTTP_PORT",
                Integer.toString(ServerSettings.freePort()));

        serve(ServerProcess.LAUNCHER, settings, log);
        assertThat(log).content().contains("listens on").doesNotContain("does not fit");
        serve(launcher, settings, log);
        assertThat(log).content().contains("lib/tidings.aot does not fit");
    }

    private static void serve(Path launcher, Map<String, String> settings, Path log) {
        ServerProcess server = ServerProcess.launch(List.of(), launcher, settings, log);
        server.awaitReady();
        server.stop();
    }

    @Test
    void appCreatedOnTheCommandLine_isListed() throws Exception {
        Map<String, String> settings = Map.of("TIDINGS_DATA_DIR", directory.toString());

        Ended created = run(settings, "app", "create", "Shop & Söhne");
        Ended listed = run(settings, "app", "list");

        assertThat(created.output()).contains("apiKey", "apiSecret");
        assertThat(listed.output()).contains("Shop & Söhne").doesNotContain("apiSecret");
        assertThat(Files.getPosixFilePermissions(directory.resolve("admin.token"))).hasSize(2);
    }

    @Test
    void wrongSettings_areAllNamedAndNothingStarts() throws Exception {
        Ended serve = run(
                Map.of("TIDINGS_HTTP_PORT", "eighty", "TIDINGS_MASTER_KEY", "c2VjcmV0", "TIDINGS_DATADIR", "x"),
                "serve");

        assertThat(serve.code()).isEqualTo(2);
        assertThat(serve.output())
                .contains("TIDINGS_HTTP_PORT must be a number from 0 to 65535",
                        "TIDINGS_MASTER_KEY must be base64 of 32 bytes",
                        "TIDINGS_DATADIR is no setting. Did you mean TIDINGS_DATA_DIR?")
                .doesNotContain("c2VjcmV0", "Exception");
    }

    @Test
    void bench_measuresThisDistribution() throws Exception {
        Ended bench = run(Map.of(), "bench", "accept", "--rounds", "1", "--duration", "1", "--warm-up", "1", "--json");

        JsonNode figures = Backend.read(bench.output().substring(bench.output().indexOf("\n[")));
        assertThat(figures)
                .allSatisfy(figure -> assertThat(figure.fieldNames()).toIterable().containsExactly("scenario",
                        "name", "value", "unit", "baseline", "ratio", "target", "met"));
        assertThat(figures).filteredOn(figure -> figure.get("name").asText().startsWith("lost"))
                .singleElement().satisfies(lost -> assertThat(lost.get("value").asLong()).isZero());
        // 1 says that a target is missed.
        assertThat(bench.code()).isIn(0, 1);
    }

    @Test
    void bench_hasAllThatItsScenariosNeed() throws Exception {
        Path home = ServerProcess.LAUNCHER.getParent().getParent();
        List<String> jars = new ArrayList<>(jars(home.resolve("bench"), "tidings-*-bench.jar"));
        jars.addAll(jars(home.resolve("bench"), "*.jar"));
        jars.addAll(jars(home.resolve("lib"), "*.jar"));
        var told = new StringWriter();
        ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(told), new PrintWriter(told),
                "--ignore-missing-deps", "--multi-release", "base", "-v", "-cp", String.join(File.pathSeparator, jars),
                jars.getFirst());

        assertThat(told.toString().lines()).anyMatch(line -> line.contains("io.tidings.bootstrap.bench.Bench "))
                .noneMatch(line -> line.contains("not found"));
    }

    @Test
    void machineWithoutJava_isToldWhatToInstall() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("bin"));
        for (String tool : new String[]{"sh", "dirname", "readlink", "sed", "head"}) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
        var script = Files.readString(ServerProcess.LAUNCHER).replace("/usr/lib/jvm", directory + "/none")
                .replace("/opt/", directory + "/none/");
        Path launcher = Files.createDirectories(directory.resolve("tidings/bin")).resolve("tidings");
        Files.writeString(launcher, script);

        var builder = new ProcessBuilder(which("sh").toString(), launcher.toString(), "version");
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        Ended ended = ended(builder);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("needs Java 21 or newer").contains("Install one");
    }

    private static List<String> jars(Path directory, String names) throws IOException {
        var jars = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(directory, names)) {
            files.forEach(file -> jars.add(file.toString()));
        }
        return jars;
    }

    private static Path which(String tool) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException("no " + tool + " on this machine");
    }

    private static Ended run(Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(ServerProcess.LAUNCHER.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("TIDINGS_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(settings);
        return ended(builder);
    }

    private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
