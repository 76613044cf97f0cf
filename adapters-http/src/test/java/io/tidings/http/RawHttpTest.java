package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.http.RunningApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches the server byte by byte, past every well-behaved client. */
class RawHttpTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @AfterEach
    void serverStillAnswers() {
        assertThat(api.get(api.asNobody("/health/live")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            GET /v3/users/%zz HTTP/1.1\\r\\n{headers}\\r\\n                                                 => 400
            GET /../../etc/passwd HTTP/1.1\\r\\n{headers}\\r\\n                                             => 400
            GET /%2e%2e/x HTTP/1.1\\r\\n{headers}\\r\\n                                                     => 400
            GET /v3/..;/x HTTP/1.1\\r\\n{headers}\\r\\n                                                     => 400
            GET nonsense HTTP/1.1\\r\\n{headers}\\r\\n                                                      => 400
            GET /a b HTTP/1.1\\r\\n{headers}\\r\\n                                                          => 400
            GET / HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n                                               => 400
            GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\nConnection: close\\r\\n\\r\\n                     => 400
            GET / HTTP/1.1\\r\\nHost: <script>\\r\\nConnection: close\\r\\n\\r\\n                           => 400
            GET / HTTP/1.1\\r\\nHost: a\\r\\nno colon\\r\\nConnection: close\\r\\n\\r\\n                    => 400
            GET / HTTP/1.1\\r\\nHost: a\\r\\n folded: x\\r\\nConnection: close\\r\\n\\r\\n                  => 400
            GET / HTTP/3.7\\r\\nHost: a\\r\\n\\r\\n                                                         => 505
            PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n                                                        => 426
            G@T / HTTP/1.1\\r\\n{headers}\\r\\n                                                             => 400
            {control} / HTTP/1.1\\r\\n{headers}\\r\\n                                                     => 400
            POST / HTTP/1.1\\r\\n{headers}Content-Length: x\\r\\n\\r\\n                                     => 400
            POST / HTTP/1.1\\r\\n{headers}Content-Length: -1\\r\\n\\r\\n                                    => 400
            POST / HTTP/1.1\\r\\n{headers}Content-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n{}            => 400
            POST / HTTP/1.1\\r\\n{headers}Content-Length: 2\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n{}   => 400
            POST / HTTP/1.1\\r\\n{headers}Transfer-Encoding: gzip, chunked, x\\r\\n\\r\\n                   => 400
            OPTIONS * HTTP/1.1\\r\\n{headers}\\r\\n                                                         => 404
            """)
    void badHttp_isAnsweredInJson(String request, int status) {
        String answer = api.raw(request.translateEscapes().replace("{control}", "\u0001")
                .replace("{headers}", api.rawHeaders()));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertIsJson(answer, status);
    }

    @Test
    void hugeHeaders_areRefusedInJson() {
        String answer = api.raw("GET /health/live HTTP/1.1\r\n" + api.rawHeaders() + "X-Huge: " + "x".repeat(100_000)
                + "\r\n\r\n");

        assertIsJson(answer, 431);
    }

    @Test
    void hugeUrl_isRefusedInJson() {
        assertIsJson(api.raw("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n" + api.rawHeaders() + "\r\n"), 414);
    }

    @Test
    void chunkedBody_isRead() {
        String answer = api.raw("PUT /v3/users/ann HTTP/1.1\r\n" + api.rawHeaders()
                + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n5;x=y\r\n\": 1}\r\n0\r\nTrailer: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"profile\":{\"a\":1}");
    }

    @Test
    void brokenChunks_areRefusedInJson() {
        assertIsJson(api.raw("PUT /v3/users/ann HTTP/1.1\r\n" + api.rawHeaders()
                + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n"), 400);
    }

    @Test
    void bodyThatEndsTooEarly_isRefusedInJson() {
        assertIsJson(
                api.raw("PUT /v3/users/ann HTTP/1.1\r\n" + api.rawHeaders() + "Content-Length: 100\r\n\r\n{\"a\":"),
                400);
        assertThat(api.get(api.asApp("/v3/users/ann")).status()).isEqualTo(404);
    }

    @Test
    void continue_isSentWhenTheBodyIsWanted() {
        String answer = api.raw("PUT /v3/users/ann HTTP/1.1\r\n" + api.rawHeaders()
                + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 ");
    }

    @Test
    void webSocketHandshake_isAnOrdinaryRequest() {
        String answer = api.raw("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("{\"live\":true}");
    }

    @Test
    void head_isAnsweredAsGetWithoutTheBody() {
        String answer = api.raw("HEAD /health/live HTTP/1.1\r\n" + api.rawHeaders() + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: 13").endsWith("\r\n\r\n");
    }

    private static void assertIsJson(String answer, int status) {
        assertThat(answer).contains("Content-Type: application/json", "X-Content-Type-Options: nosniff",
                "Cache-Control: no-store").doesNotContainIgnoringCase("jetty", "<html", "\tat ");
        JsonNode body = Answer.parse(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(body.get("statusCode").asInt()).isEqualTo(status);
        assertThat(body.get("error").asText()).isNotBlank();
        assertThat(body.get("message").asText()).isNotBlank();
    }
}
