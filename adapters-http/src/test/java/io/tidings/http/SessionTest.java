package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.application.Sessions;
import io.tidings.domain.testing.Samples;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser's session stands for the operator's token, and nobody else's page can use it. */
class SessionTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void cookie_isForNoScriptAndNoOtherSite() {
        Answer begun = signIn();

        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.header("Set-Cookie").orElseThrow()).startsWith("tidings_session=")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Strict").doesNotContain("Secure");
        assertThat(begun.body()).doesNotContain(RunningApi.ADMIN_TOKEN);
    }

    @Test
    void cookieThatCameByHttps_isForHttpsAlone() {
        Answer begun = post(api.asAdmin("/v1/session").header("X-Forwarded-Proto", "https"));

        assertThat(begun.header("Set-Cookie").orElseThrow()).endsWith("; Secure");
        assertThat(api.raw("POST /v1/session HTTP/1.1\r\nHost: tidings.example.com\r\nConnection: close\r\n"
                + "Authorization: Bearer " + RunningApi.ADMIN_TOKEN + "\r\nContent-Length: 0\r\n\r\n"))
                .contains("; Secure");
    }

    @Test
    void session_standsForTheToken_untilItIsSignedOut() {
        String cookie = cookie(signIn());

        assertThat(api.get(by(cookie, "/v1/apps")).status()).isEqualTo(200);
        assertThat(api.get(by(cookie, "/v1/session")).status()).isEqualTo(200);

        Answer out = api.send(by(cookie, "/v1/session").DELETE());
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(api.get(by(cookie, "/v1/apps")).status()).isEqualTo(401);
        assertThat(api.send(by(cookie, "/v1/session").DELETE()).status()).isEqualTo(401);
    }

    @Test
    void session_endsAfterTwelveHours() {
        String cookie = cookie(signIn());
        api.clock.advance(Sessions.LASTS.minusMillis(1));
        assertThat(api.get(by(cookie, "/v1/apps")).status()).isEqualTo(200);
        api.clock.advance(Duration.ofMillis(1));

        assertThat(api.get(by(cookie, "/v1/apps")).status()).isEqualTo(401);
    }

    @Test
    void wrongTokenBesideASession_isDenied() {
        assertThat(api.get(by(cookie(signIn()), "/v1/apps").header("Authorization", "Bearer wrong")).status())
                .isEqualTo(401);
    }

    @Test
    void changeWithoutTheConsolesHeader_isForged() {
        HttpRequest.Builder forged = api.asNobody("/v1/apps").header("Cookie", cookie(signIn()));

        assertThat(api.send(forged, "POST", "{\"name\": \"Forged\"}").status()).isEqualTo(401);
        assertThat(api.stores.apps().all()).extracting("name").doesNotContain("Forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatTheBrowserSendsForAnotherSite_isForged(String site) {
        String cookie = cookie(signIn());

        assertThat(api.get(by(cookie, "/v1/apps").header("Sec-Fetch-Site", site)).status()).isEqualTo(401);
        assertThat(
                api.send(by(cookie, "/v1/apps").header("Sec-Fetch-Site", site), "POST", "{\"name\": \"F\"}").status())
                .isEqualTo(401);
        assertThat(api.get(by(cookie, "/v1/apps").header("Sec-Fetch-Site", "same-origin")).status()).isEqualTo(200);
    }

    @Test
    void wrongTokens_areThrottled_andNobodyIsLockedOut() {
        for (int i = 0; i < 5; i++) {
            assertThat(post(api.asNobody("/v1/session").header("Authorization", "Bearer wrong")).status())
                    .isEqualTo(401);
        }
        Answer throttled = signIn();
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).contains("10");
        assertThat(throttled.json().get("message").asText()).contains("Try again in 10 s");
        // Whoever has the token is never kept from the API.
        assertThat(api.get(api.asAdmin("/v1/apps")).status()).isEqualTo(200);

        api.clock.advance(Duration.ofSeconds(10));
        assertThat(signIn().status()).isEqualTo(201);
        assertThat(signIn().status()).as("a right token costs nothing").isEqualTo(201);
    }

    @Test
    void operator_actsForTheAppThatIsNamed_andNoOther() {
        String cookie = cookie(signIn());
        String ours = api.app.id().toString();

        assertThat(api.send(by(cookie, "/v3/users/ann").header("X-Tidings-App", ours), "PUT", "{}").status())
                .isEqualTo(200);
        assertThat(api.get(api.asAdmin("/v3/users/ann").header("X-Tidings-App", ours)).status()).isEqualTo(200);
        assertThat(api.get(by(cookie, "/v3/users/ann").header("X-Tidings-App", api.otherApp.id().toString())).status())
                .isEqualTo(404);
        assertThat(api.get(by(cookie, "/v3/users/ann").header("X-Tidings-App", api.instance.id().toString())).status())
                .isEqualTo(404);
        assertThat(api.get(by(cookie, "/v3/users/ann").header("X-Tidings-App", "odd")).status()).isEqualTo(404);
        assertThat(api.get(by(cookie, "/v3/users/ann")).status()).as("named no app").isEqualTo(401);
        assertThat(api.get(api.asApp("/v3/users/ann").header("X-Tidings-App", ours)).status())
                .as("an app is no operator")
                .isEqualTo(401);
    }

    @Test
    void lastCallback_tellsWhatCameAndWhyItWasRefused() {
        String path = "/v1/apps/" + api.app.id() + "/providers/scripted/lastCallback";
        assertThat(api.get(api.asAdmin(path)).json().get("provenAt").isNull()).isTrue();

        api.send(api.asNobody("/v1/providerInstances/" + api.instance.id() + "/callback"), "POST", "{}");

        Answer last = api.get(api.asAdmin(path));
        assertThat(last.json().get("refusedAt").asText()).isEqualTo(Json.text(Samples.NOW));
        assertThat(last.json().get("refusal").asText()).isNotBlank();
        assertThat(api.get(api.asNobody(path)).status()).isEqualTo(401);
        assertThat(api.get(api.asAdmin(path.replace(api.app.id().toString(), api.instance.id().toString()))).status())
                .isEqualTo(404);
    }

    private Answer signIn() {
        return post(api.asAdmin("/v1/session"));
    }

    private Answer post(HttpRequest.Builder request) {
        return api.send(request.POST(BodyPublishers.noBody()));
    }

    private static String cookie(Answer begun) {
        return begun.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    /** As the console asks. */
    private HttpRequest.Builder by(String cookie, String path) {
        return api.asNobody(path).header("Cookie", cookie).header("X-Tidings-Console", "1");
    }
}
