package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Further keys over HTTP, the limits of each, and the people an operator looks up. */
class ApiKeysTest {

    @AutoClose
    private final RunningApi api = RunningApi.limited(5);

    @Test
    void key_isMadeUsedListedAndRevoked() {
        Answer made = api.send(api.asAdmin(keys()), "POST", "{\"name\": \"Batch\"}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().get("id").asText();
        assertThat(api.get(with(made)).status()).isEqualTo(200);

        Answer all = api.get(api.asAdmin(keys()));
        assertThat(all.json().at("/first/apiKey").asText()).isEqualTo(api.app.key().value());
        assertThat(all.json().at("/apiKeys/0/name").asText()).isEqualTo("Batch");
        assertThat(all.json().at("/apiKeys/0/lastUsedAt").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
        assertThat(all.body()).doesNotContain(made.json().get("apiSecret").asText());

        assertThat(api.get(api.asAdmin(keys() + "/" + id)).json()).isEqualTo(all.json().at("/apiKeys/0"));
        assertThat(api.send(api.asAdmin(keys() + "/" + id).DELETE()).json().get("live").asBoolean()).isFalse();
        assertThat(api.get(with(made)).status()).isEqualTo(401);
    }

    @Test
    void expiry_isSetAndTakenAway() {
        Answer made = api.send(api.asAdmin(keys()), "POST",
                "{\"name\": \"Batch\", \"expiresAt\": \"2026-11-24T10:00:00Z\"}");
        String path = keys() + "/" + made.json().get("id").asText();
        api.clock.advance(Duration.ofDays(2));
        assertThat(api.get(with(made)).status()).isEqualTo(401);

        assertThat(api.send(api.asAdmin(path), "PATCH", "{\"name\": \"Other\"}").json().get("live").asBoolean())
                .isFalse();
        assertThat(api.send(api.asAdmin(path), "PATCH", "{\"expiresAt\": null}").json().get("live").asBoolean())
                .isTrue();
        assertThat(api.get(with(made)).status()).isEqualTo(200);
    }

    @Test
    void keysThatCannotBe_areRefused() {
        assertThat(api.send(api.asAdmin(keys()), "POST", "{}").status()).isEqualTo(400);
        String id = api.send(api.asAdmin(keys()), "POST", "{\"name\": \"K\"}").json().get("id").asText();
        assertThat(api.send(api.asAdmin(keys() + "/" + id), "PATCH", "{\"name\": \" \"}").status()).isEqualTo(400);
        for (int i = 1; i < 1_000; i++) {
            assertThat(api.send(api.asAdmin(keys()), "POST", "{\"name\": \"K\"}").status()).isEqualTo(201);
        }

        Answer tooMany = api.send(api.asAdmin(keys()), "POST", "{\"name\": \"K\"}");
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.json().get("code").asText()).isEqualTo("too_many_keys");
    }

    @Test
    void keyThatAsksTooOften_isToldWhenToComeBack() {
        Answer first = api.get(api.asApp("/v3/topics"));
        assertThat(first.header("RateLimit-Policy")).hasValue("\"key\";q=10;w=2");
        assertThat(first.header("RateLimit")).hasValue("\"key\";r=9;t=1");
        for (int i = 0; i < 9; i++) {
            assertThat(api.get(api.asApp("/v3/topics")).status()).isEqualTo(200);
        }

        Answer tooMany = api.get(api.asApp("/v3/topics"));
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("Retry-After")).hasValue("1");
        assertThat(tooMany.header("RateLimit")).hasValue("\"key\";r=0;t=2");
        assertThat(tooMany.json().get("error").asText()).isEqualTo("Too Many Requests");
        assertThat(api.get(api.asApp(api.otherApp, "/v3/topics")).status()).isEqualTo(200);
        assertThat(api.get(api.asAdmin(keys())).header("RateLimit")).isEmpty();

        api.clock.advance(Duration.ofSeconds(1));
        assertThat(api.get(api.asApp("/v3/topics")).status()).isEqualTo(200);
    }

    @Test
    void users_areListedForTheOperatorAndFoundWhateverTheyAreCalled() {
        for (String user : new String[]{"a+b@c.de", "a%2Fb", "+447700900123", "zoe"}) {
            api.send(api.asApp("/v3/users/" + user), "PUT", "{\"n\": 1}");
        }
        String users = "/v1/apps/" + api.app.id() + "/users";

        Answer page = api.get(api.asAdmin(users + "?pageNo=2&limit=3"));
        assertThat(page.json().get("total").asInt()).isEqualTo(4);
        assertThat(page.json().at("/users/0/identifier").asText()).isEqualTo("zoe");
        assertThat(api.get(api.asAdmin(users + "?identifier=a")).json().get("users")).hasSize(2);
        assertThat(api.get(api.asAdmin(users + "?limit=0")).status()).isEqualTo(400);
        assertThat(api.get(api.asAdmin(users + "?pageNo=x")).status()).isEqualTo(400);
        for (String user : new String[]{"a+b@c.de", "a%2Bb%40c.de", "a%2Fb", "a/b", "+447700900123"}) {
            assertThat(api.get(api.asAdmin(users + "/" + user + "/profile")).json().at("/profile/n").asInt())
                    .as(user).isEqualTo(1);
        }
        assertThat(api.get(api.asAdmin(users + "/" + "x".repeat(300) + "/profile")).status()).isEqualTo(400);
        assertThat(api.get(api.asAdmin(users + "/nobody/profile")).status()).isEqualTo(404);
    }

    private String keys() {
        return "/v1/apps/" + api.app.id() + "/apiKeys";
    }

    private HttpRequest.Builder with(Answer made) {
        return api.asNobody("/v3/topics").header("X-ENGAGESPOT-API-KEY", made.json().get("apiKey").asText())
                .header("X-ENGAGESPOT-API-SECRET", made.json().get("apiSecret").asText());
    }
}
