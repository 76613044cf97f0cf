package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.http.RunningApi.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestsTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @AfterEach
    void serverStillAnswers() {
        assertThat(api.get(api.asNobody("/health/live")).body()).isEqualTo("{\"live\":true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"notification": secret}                | The body is not valid JSON. Look at line 1, column 18.
            {"a": 1,}                               | The body is not valid JSON.
            {"a": 1                                 | The body is not valid JSON.
            {"a": NaN}                              | The body is not valid JSON.
            {"a": Infinity}                         | The body is not valid JSON.
            {"a": 01}                               | The body is not valid JSON.
            {'a': 1}                                | The body is not valid JSON.
            {"a": 1} // comment                     | The body is not valid JSON.
            {"a": "\\x"}                            | The body is not valid JSON.
            {"a": 1} {}                             | The body has something after its end.
            []                                      | The body must be a JSON object.
            "text"                                  | The body must be a JSON object.
            null                                    | The body must be a JSON object.
            ~~                                      | The body must be a JSON object.
            {"a": 1, "a": 2}                        | The body has the same name twice in one object.
            {"x": {"a": 1, "\\u0061": 1}}           | The body has the same name twice in one object.
            {"a": "\\ud800"}                        | The body has a text with half of a surrogate pair.
            {"a": "\\udc00\\ud800"}                 | The body has a text with half of a surrogate pair.
            {"a\\u0000": 1}                         | The body has a text with the character U+0000.
            {"a": "x\\u0000"}                       | The body has a text with the character U+0000.
            {"a": 1e1000000000}                     | The body has a number out of range.
            {"a": [1e-401]}                         | The body has a number out of range.
            {"a": 1e99999999999}                    | The body has a number out of range.
            """)
    void badJson_isToldByItsPlaceAndNotItsContent(String json, String message) {
        Answer answer = api.notify(json);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).startsWith(message).doesNotContain("secret");
    }

    static Stream<String> tooMuch() {
        return Stream.of("{\"a\":".repeat(33) + "1" + "}".repeat(33), "{\"a\":" + "[".repeat(100_000),
                "{\"a\":" + "9".repeat(101) + "}", "{\"" + "n".repeat(60_000) + "\": 1}");
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void bombs_areRefused(String json) {
        Answer answer = api.notify(json);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).startsWith("The body nests too deep, or has a name");
    }

    @Test
    void deepestJsonThatIsAllowed_isKept() {
        String json = "{\"a\":".repeat(32) + "1" + "}".repeat(32);

        assertThat(api.send(api.asApp("/v3/users/ann"), "PUT", json).status()).isEqualTo(200);
        assertThat(api.get(api.asApp("/v3/users/ann")).body()).contains(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c080", "eda080", "f4908080", "80", "fffe7b00", "7b007d00"})
    void invalidUtf8_isRefused(String hex) {
        byte[] inside = HexFormat.of().parseHex("7b2261223a22" + hex + "227d");

        Answer answer = api.send(api.asApp("/v3/notifications").POST(BodyPublishers.ofByteArray(inside)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).startsWith("The body is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\"",
        "application/json; charset=utf-8; version=1", "application/json;"})
    void jsonInUtf8_isAccepted(String type) {
        assertThat(api.send(api.asApp("/v3/users/ann").PUT(BodyPublishers.ofString("{}"))
                .header("Content-Type", type)).status()).isEqualTo(200);
    }

    @Test
    void missingContentType_isTakenForJson() {
        assertThat(api.send(api.asApp("/v3/users/ann").PUT(BodyPublishers.ofString("{}"))).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=iso-8859-1",
        "application/jsonp", "multipart/form-data; boundary=x", "nonsense", ";"})
    void otherContentType_isRefused(String type) {
        Answer answer = api.send(api.asApp("/v3/users/ann").PUT(BodyPublishers.ofString("{}"))
                .header("Content-Type", type));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(415);
        assertThat(answer.json().get("message").asText()).contains("Content-Type: application/json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hugeBody_isRefusedInWordsThatArrive(boolean lengthTold) {
        byte[] body = "x".repeat(4 * Body.MAX_LENGTH).getBytes(StandardCharsets.US_ASCII);
        var publisher = lengthTold
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        for (var request : new HttpRequest.Builder[]{api.asApp("/v3/notifications"),
            api.asNobody("/v1/providerInstances/" + api.instance.id() + "/callback")}) {
            Answer answer = api.send(request.POST(publisher));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
            assertThat(answer.json().get("error").asText()).isNotEmpty();
        }
    }

    @Test
    void largestBodyThatIsAllowed_isRead() {
        String start = "{\"a\": \"";
        String json = start + "x".repeat(Body.MAX_LENGTH - start.length() - 2) + "\"}";

        assertThat(api.send(api.asApp("/v3/users/ann"), "PUT", json).status()).isEqualTo(200);
    }

    @Test
    void unknownPath_isNotFound() {
        for (String path : new String[]{"/v3", "/v3/", "/v4/notifications", "/v1/apps/x/y", "//v3/notifications",
            "/V3/notifications", "/v3/notifications;x=y", "/health/live/x"}) {
            Answer answer = api.get(api.asApp(path));

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(
                    "{\"statusCode\":404,\"error\":\"Not Found\",\"code\":\"unknown_path\","
                            + "\"message\":\"There is nothing at this path.\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /v3/notifications, 'POST, OPTIONS'", "POST, /v3/users/ann, 'GET, PUT, DELETE, HEAD, OPTIONS'",
        "TRACE, /health/live, 'GET, HEAD, OPTIONS'", "BEFORE, /health/live, 'GET, HEAD, OPTIONS'",
        "AFTER, /v3/notifications, 'POST, OPTIONS'", "PROPFIND, /v1/apps, 'GET, POST, HEAD, OPTIONS'"})
    void wrongMethod_isToldTheRightOnes(String method, String path, String allowed) {
        Answer answer = api.send(api.asApp(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.json().get("message").asText()).startsWith("This path does not serve " + method);
    }

    @Test
    void options_tellsTheMethods() {
        Answer answer = api.send(api.asNobody("/v3/users/ann").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains("GET, PUT, DELETE, HEAD, OPTIONS");
    }

    @Test
    void methodOverride_isIgnored() {
        api.send(api.asApp("/v3/users/ann"), "PUT", "{}");

        Answer answer = api.get(api.asApp("/v3/users/ann").header("X-HTTP-Method-Override", "DELETE"));

        assertThat(answer.json().get("identifier").asText()).isEqualTo("ann");
        assertThat(api.get(api.asApp("/v3/users/ann")).status()).isEqualTo(200);
    }

    @Test
    void idsThatAreNone_areNotFound() {
        for (String id : new String[]{"x", "1-1-1-1-1", "%00", "00000000-0000-0000-0000-00000000000g"}) {
            assertThat(api.get(api.asApp("/v3/notifications/" + id)).status()).as(id).isIn(400, 404);
            assertThat(api.get(api.asApp("/v3/deliveries/" + id)).status()).as(id).isIn(400, 404);
        }
    }

    @Test
    void everyAnswer_saysThatItIsNotToBeKeptNorGuessedAt() {
        for (Answer answer : new Answer[]{api.get(api.asNobody("/health/live")), api.get(api.asNobody("/v1/apps")),
            api.get(api.asNobody("/nowhere")), api.send(api.asApp("/v3/users/ann"), "PUT", "{}")}) {
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }
}
