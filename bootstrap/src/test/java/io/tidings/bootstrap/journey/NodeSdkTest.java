package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engagespot's SDK for Node, as it is published, against a running server: only its base URL is another. Where there is
 * no Node, or the package cannot be had, this is skipped; a continuous integration server insists.
 */
class NodeSdkTest {

    private static final Path SOURCES = Path.of("src", "test", "resources", "sdk", "node");
    private static final Path WORK = Path.of("target", "sdk-node");

    @TempDir
    private static Path directory;

    private static Installation installation;
    private static Backend backend;

    private record Ended(int code, String output) {}

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "journey.js")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        insist("needs Node and npm on the path", run(Map.of(), "node", "--version"));
        insist("needs the package registry of npm",
                run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        installation = Installation.withCallbacks(directory);
        backend = installation.backend().setUp();
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void unmodifiedSdk_sendsAndIsAnsweredAsItExpects() throws Exception {
        Ended journey = run(Map.of("TIDINGS_URL", installation.url.toString(), "TIDINGS_API_KEY", backend.apiKey(),
                "TIDINGS_API_SECRET", backend.apiSecret()), "node", "journey.js");

        assertThat(journey.code()).as(journey.output()).isZero();
        JsonNode sent = Backend.read(journey.output());
        assertThat(sent).hasSize(5);
        for (JsonNode requestId : sent) {
            backend.awaitState(backend.firstDelivery(requestId.asText()), "seen");
        }
        assertThat(installation.simulator.messages("whatsapp:+447700930102").getFirst().parameter("Body"))
                .contains("Hello Zoë");
        assertThat(installation.simulator.messages("whatsapp:+447700930100"))
                .extracting(message -> message.parameter("From").orElseThrow()).contains("whatsapp:+16453454679");
    }

    private static void insist(String need, Ended ended) {
        if (ended.code() == 0) {
            return;
        }
        String why = "The journey of the Node SDK " + need + ": " + ended.output();
        assertThat(System.getenv("CI")).as(why).isNull();
        System.out.println("Skipped. " + why);
        assumeTrue(false, why);
    }

    private static Ended run(Map<String, String> environment, String... command) throws InterruptedException {
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } catch (IOException e) {
            return new Ended(-1, e.getMessage());
        }
    }
}
