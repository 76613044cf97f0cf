package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.http.RunningApi.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The console's files: small, kept by browsers for ever, and with nothing that a strict policy forbids. */
class ConsoleFilesTest {

    /** What a phone on a slow network bears. */
    private static final int FIRST_LOAD = 150_000;

    @AutoClose
    private final RunningApi api = new RunningApi();

    private final ConsoleFiles files = ConsoleFiles.load();

    @Test
    void page_isNeverKept_andAllowsNothingInline() {
        Answer page = api.get(api.asNobody("/"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-cache");
        assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", " style=", " onclick=", "://")
                .doesNotContainPattern("<script(?![^>]* src=)");
        assertThat(api.get(api.asNobody("/").header("If-None-Match", page.header("ETag").orElseThrow())).status())
                .isEqualTo(304);
    }

    @Test
    void switchedOff_theApiIsServedAlone_andNobodySignsIn() throws Exception {
        var settings = new HttpSettings("127.0.0.1", 0, Duration.ofSeconds(1), false);
        try (HttpServer server = new HttpServer(settings, api.useCases).start();
                var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/", "/assets/" + files.build() + "/main.js", "/v1/session", "/openapi.yaml")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).as(path)
                        .isEqualTo(path.equals("/openapi.yaml") ? 200 : 404);
            }
        }
    }

    @Test
    void whateverThePageNames_isThere_packedAndKeptForEver() {
        var named = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"").matcher(api.get(api.asNobody("/")).body())
                .results().map(link -> link.group(1)).distinct().toList();

        assertThat(named).hasSizeGreaterThan(20).allSatisfy(path -> {
            Answer file = api.get(api.asNobody("/" + path).header("Accept-Encoding", "gzip"));
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Content-Encoding")).contains("gzip");
            assertThat(file.header("Cache-Control").orElseThrow()).contains("immutable");
        });
        String any = named.getFirst();
        String tag = api.get(api.asNobody("/" + any)).header("ETag").orElseThrow();
        assertThat(api.get(api.asNobody("/" + any).header("If-None-Match", tag)).status()).isEqualTo(304);
    }

    @Test
    void fileOfAnotherBuildOrNone_isNotFound() {
        for (String path : List.of("/assets/0000/main.js", "/assets/" + files.build() + "/nothing.js",
                "/assets/" + files.build() + "/../../Api.class")) {
            assertThat(api.get(api.asNobody(path)).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void firstLoad_isSmall() {
        int packed = files.page().packed().length
                + files.files().values().stream().mapToInt(file -> file.packed().length).sum();

        assertThat(packed).isLessThan(FIRST_LOAD);
    }

    @Test
    void everySource_isShortEnoughToRead() {
        files.files().forEach((path, file) -> {
            if (!path.startsWith("lib/")) {
                assertThat(new String(file.plain(), StandardCharsets.UTF_8).lines()).as(path)
                        .hasSizeLessThanOrEqualTo(300);
            }
        });
    }

    @Test
    void templates_holdNoStyleAttributes_whichThePolicyForbids() {
        files.files().forEach((path, file) -> {
            if (!path.startsWith("lib/") && path.endsWith(".js")) {
                assertThat(new String(file.plain(), StandardCharsets.UTF_8)).as(path).doesNotContain(" style=");
            }
        });
    }

    /** Lit takes an element out of the page by its remove(): one of its own would stay, and do whatever that does. */
    @Test
    void components_haveNoMethodByWhichThePageIsChanged() {
        files.files().forEach((path, file) -> {
            if (!path.startsWith("lib/") && path.endsWith(".js")) {
                assertThat(new String(file.plain(), StandardCharsets.UTF_8)).as(path)
                        .doesNotContainPattern("\\n    (async )?(remove|append|prepend|before|after|replaceWith)\\(");
            }
        });
    }
}
