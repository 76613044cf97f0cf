package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void put_createsThenMerges() {
        api.send(api.asApp("/v3/users/ann"), "PUT", "{\"phoneNumber\": \"+447700900123\", \"a\": 1}");
        api.clock.advance(Duration.ofSeconds(1));

        Answer answer = api.send(api.asApp("/v3/users/ann"), "PUT", "{\"a\": {\"b\": 1.50}, \"c\": null}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"identifier":"ann","profile":{"phoneNumber":"+447700900123","a":{"b":1.50},"c":null},\
                "createdAt":"2026-11-23T10:00:00.123Z","updatedAt":"2026-11-23T10:00:01.123Z"}""");
        assertThat(api.get(api.asApp("/v3/users/ann")).body()).isEqualTo(answer.body());
    }

    @Test
    void post_createsTheUserItNames() {
        Answer answer = api.send(api.asApp("/v3/users"), "POST",
                "{\"identifier\": \"a/b\", \"profile\": {\"phoneNumber\": \"+447700900123\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("identifier").asText()).isEqualTo("a/b");
        assertThat(profile("a/b")).isEqualTo(JsonObject.of(Map.of("phoneNumber", "+447700900123")));
    }

    @Test
    void delete_removesAndThenKnowsNobody() {
        api.send(api.asApp("/v3/users/ann"), "PUT", "{}");

        Answer first = api.send(api.asApp("/v3/users/ann").DELETE());
        Answer second = api.send(api.asApp("/v3/users/ann").DELETE());

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"identifier\":\"ann\"}");
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.body())
                .isEqualTo(
                        "{\"statusCode\":404,\"error\":\"Not Found\",\"code\":\"not_found\","
                                + "\"message\":\"There is no such user.\"}");
    }

    @Test
    void deleteWithoutTheSlash_asTheNodeSdkSendsIt_removes() {
        api.send(api.asApp("/v3/users/ann"), "PUT", "{}");

        assertThat(api.send(api.asApp("/v3/usersann").DELETE()).body()).isEqualTo("{\"identifier\":\"ann\"}");
        assertThat(api.send(api.asApp("/v3/usersann").DELETE()).status()).isEqualTo(404);
        assertThat(api.send(api.asApp("/v3/users%20").DELETE()).status()).isEqualTo(400);
        assertThat(api.send(api.asApp("/v3/users/%20").DELETE()).status()).isEqualTo(400);
    }

    /** What SDKs send for a user without a profile: nothing at all, Ruby's nothing as JSON, or PHP's empty object. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]"})
    void noProfile_createsTheUserAndChangesNothing(String body) {
        api.send(api.asApp("/v3/users/ann"), "PUT", "{\"name\": \"N\"}");

        for (String user : new String[]{"ann", "bob"}) {
            assertThat(api.send(api.asApp("/v3/users/" + user).header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(body))).status()).isEqualTo(200);
        }

        assertThat(profile("ann")).isEqualTo(JsonObject.of(Map.of("name", "N")));
        assertThat(profile("bob")).isEqualTo(JsonObject.EMPTY);
    }

    @Test
    void propertyCalledIdentifier_isUnprocessable() {
        for (Answer answer : new Answer[]{api.send(api.asApp("/v3/users/ann"), "PUT", "{\"identifier\": \"bob\"}"),
            api.send(api.asApp("/v3/users"), "POST",
                    "{\"identifier\": \"a\", \"profile\": {\"identifier\": \"bob\"}}")}) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().get("code").asText()).isEqualTo("reserved_property");
            assertThat(answer.json().findValuesAsText("field")).containsExactly("identifier");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ann@example.com       => ann@example.com
            +447700900123         => +447700900123
            %2B447700900123       => +447700900123
            a%20b                 => a b
            a+b                   => a+b
            a/b                   => a/b
            a%2Fb                 => a/b
            a%252Fb               => a%2Fb
            a//b/                 => a//b/
            %C3%BCml%C3%A4ut      => ümläut
            %F0%9F%98%80          => 😀
            ümläut                => ümläut
            😀                    => 😀
            a;b=c,d               => a;b=c,d
            a|b^c`d{e}            => a|b^c`d{e}
            a"b<c>d               => a"b<c>d
            a\\b                  => a\\b
            a%5Cb                 => a\\b
            100%25                => 100%
            a%3Fb%23c             => a?b#c
            a..b                  => a..b
            users                 => users
            null                  => null
            """)
    void identifierInThePath_isDecodedExactlyOnce(String path, String identifier) {
        String answer = api.raw("PUT /v3/users/" + path + " HTTP/1.1\r\n" + api.rawHeaders()
                + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"name\": \"N\"}");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(profile(identifier)).isEqualTo(JsonObject.of(Map.of("name", "N")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "%C0%80", "%ED%A0%80", "%00", "%0A", "%", "%zz", "%u0041", "a%2", "%20",
        "..", "../..", "%2e%2e/x", "a/../../../b", "..;/x"})
    void identifierThatNobodyCanHave_isRefused(String path) {
        String answer = api.raw("GET /v3/users/" + path + " HTTP/1.1\r\n" + api.rawHeaders() + "\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
        assertThat(Answer.parse(answer.substring(answer.indexOf("\r\n\r\n"))).get("message").isTextual()).isTrue();
    }

    @Test
    void longIdentifier_isRefused() {
        Answer answer = api.get(api.asApp("/v3/users/" + "a".repeat(UserId.MAX_LENGTH + 1)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo("identifier must have at most 255 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"identifier\": 1}", "{}", "{\"identifier\": \" \"}",
        "{\"identifier\": \"a\", \"profile\": [7]}"})
    void postedUserWithoutSoundIdentifierOrProfile_isRefused(String json) {
        Answer answer = api.send(api.asApp("/v3/users"), "POST", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().findValuesAsText("field")).hasSize(1);
    }

    @Test
    void anotherAppsUser_isUnknown() {
        HttpRequest.Builder put = api.asApp(api.otherApp, "/v3/users/ann");
        api.send(put, "PUT", "{}");

        assertThat(api.get(api.asApp("/v3/users/ann")).status()).isEqualTo(404);
        assertThat(api.send(api.asApp("/v3/users/ann").DELETE()).status()).isEqualTo(404);
        assertThat(api.stores.profiles().find(api.otherApp.id(), new UserId("ann"))).isPresent();
    }

    private JsonObject profile(String user) {
        return api.stores.profiles().find(api.app.id(), new UserId(user)).orElseThrow().properties();
    }
}
