package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.http.RunningApi.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about the API: for everybody, from here alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {

    private final RunningApi api = new RunningApi();

    @AfterAll
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/docs", "/docs/errors", "/docs/assets/docs.css",
        "/docs/assets/docs.js", "/docs/assets/swagger-ui.css", "/docs/assets/swagger-ui-bundle.js"})
    void everythingAboutTheApi_isForEverybody_guarded_andSentOnce(String path) throws IOException {
        Answer plain = api.get(api.asNobody(path));
        Answer packed = api.get(api.asNobody(path).header("Accept-Encoding", "gzip, deflate"));
        String tag = plain.header("ETag").orElseThrow();

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'; ")
                .doesNotContain("unsafe", "http");
        assertThat(plain.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(plain.header("Cache-Control")).contains("no-cache");
        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(packed.response().body().length).isLessThan(plain.response().body().length);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.response().body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.response().body());
        }
        for (String known : List.of(tag, "\"x\", " + tag, "*")) {
            assertThat(api.get(api.asNobody(path).header("If-None-Match", known)).status()).isEqualTo(304);
        }
        assertThat(api.get(api.asNobody(path).header("If-None-Match", "\"other\"")).status()).isEqualTo(200);
        assertThat(api.send(api.asNobody(path).method("HEAD", BodyPublishers.noBody())).header("Content-Length"))
                .isEqualTo(plain.header("Content-Length"));
    }

    @Test
    void slashAtTheEnd_leadsToThePage() {
        assertThat(api.get(api.asNobody("/docs/")).header("Location")).contains("../docs");
        assertThat(api.get(api.asNobody("/docs/errors/")).header("Location")).contains("../errors");
    }

    @Test
    void otherFiles_areNotServed() {
        for (String file : List.of("swagger-ui.js", "..%2Fdocs.html", "%2e%2e", "docs.css%00", "x")) {
            assertThat(api.get(api.asNobody("/docs/assets/" + file)).status()).as(file).isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/errors"})
    void pages_haveNothingInline_andLinkOnlyToWhatIsThere(String path) {
        String page = api.get(api.asNobody(path)).body();

        assertThat(page).doesNotContain("<style", "style=\"", "onclick", "javascript:", "http:", "https:")
                .doesNotContainPattern("<script(?! src)");
        List<String> links = Pattern.compile("(?:href|src)=\"([^#\"]+)").matcher(page).results()
                .map(MatchResult::group).map(link -> link.replaceAll(".*\"", "")).toList();
        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(
                api.get(api.asNobody(URI.create(path).resolve(link).toString())).status()).as(link)
                .isEqualTo(200));
    }

    @Test
    void errorsPage_explainsEveryCode() {
        String page = api.get(api.asNobody("/docs/errors")).body();

        assertThat(Stream.of(ErrorCode.values())).allSatisfy(code -> {
            assertThat(page).containsOnlyOnce("<section id=\"" + code.word() + "\">");
            assertThat(code.meaning()).endsWith(".");
            assertThat(code.remedy()).endsWith(".");
        });
        assertThat(Stream.of(ExplanationCode.values())).allSatisfy(code -> {
            assertThat(page).containsOnlyOnce("<section id=\"explanation-" + code.word() + "\">");
            assertThat(code.meaning()).endsWith(".");
            assertThat(code.remedy()).endsWith(".");
        });
        assertThat(new ScriptedProvider().descriptor().faults()).isNotEmpty().allSatisfy(fault -> assertThat(page)
                .containsOnlyOnce("<section id=\"explanation-" + fault.code() + "\">")
                .contains("<p><b>Scripted.</b> " + fault.explanation() + "</p>"));
        assertThat(page).doesNotContain("`", "%");
    }

    @Test
    void document_isServedAsItIsJoined() {
        Answer answer = api.get(api.asNobody("/openapi.yaml"));

        assertThat(answer.header("Content-Type").orElseThrow()).isEqualTo("application/yaml;charset=utf-8");
        assertThat(answer.response().body()).isEqualTo(OpenApi.document().getBytes(StandardCharsets.UTF_8));
    }
}
