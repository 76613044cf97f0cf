package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Samples;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets anything without credentials. The routes come from the router itself, so that none can be forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    /**
     * Providers prove their callbacks in their own ways, those who run the service ask for its health, and what the API
     * is like is no secret, nor is the console without what it shows.
     */
    private static final Set<String> OPEN = Set.of("/api/v1/apps/{apiKey}/webhook/{providerId}",
            "/v1/providerInstances/{id}/callback", "/health/live", "/health/ready", "/openapi.yaml", "/docs",
            "/docs/errors", "/docs/assets/{file}", "/", "/assets/{build}/<file>");

    private final RunningApi api = new RunningApi();

    @AfterAll
    void close() {
        api.close();
    }

    Stream<Route> guarded() {
        return Route.all(api).filter(route -> !OPEN.contains(route.path()));
    }

    @Test
    void routesThatAreOpen_areThereAndFew() {
        assertThat(Route.all(api).map(Route::path)).containsAll(OPEN);
        assertThat(guarded()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void routeWithoutOrWithWrongCredentials_isDenied(Route route) {
        String path = ofOurs(route);
        for (HttpRequest.Builder request : List.of(api.asNobody(path),
                api.asNobody(path).header("Authorization", "Bearer wrong"),
                api.asNobody(path).header("Authorization", "Basic " + RunningApi.ADMIN_TOKEN),
                api.asNobody(path).header("X-ENGAGESPOT-API-KEY", api.app.key().value()),
                api.asNobody(path).header("X-ENGAGESPOT-API-SECRET", Samples.API_SECRET.reveal()),
                api.asNobody(path).header("X-ENGAGESPOT-API-KEY", api.app.key().value())
                        .header("X-ENGAGESPOT-API-SECRET", "wrong"),
                // The other kind of credentials than the route asks for.
                route.isAdmins() ? api.asApp(path) : api.asAdmin(path))) {
            // A body that would be refused if anything of it was read.
            Answer answer = api.send(request.method(route.method(), BodyPublishers.ofString("{\"no\": json"))
                    .header("Content-Type", "text/plain"));

            assertThat(answer.status()).isEqualTo(401);
            if (!route.method().equals("HEAD")) {
                assertThat(answer.json().get("message").asText()).startsWith("Authentication failed. ");
                assertThat(answer.json().get("error").asText()).isEqualTo("Unauthorized");
                assertThat(answer.json().get("statusCode").asInt()).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "wrong key", "ключ", "\u00e4", "key\tkey"})
    void oddKeys_areDenied(String key) {
        assertThat(api.raw("GET /v3/users/ann HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-ENGAGESPOT-API-KEY: " + key
                + "\r\nX-ENGAGESPOT-API-SECRET: " + key + "\r\n\r\n")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void bearer_isReadInAnyCase() {
        HttpRequest.Builder request = api.asNobody("/v1/apps").header("Authorization",
                "bearer " + RunningApi.ADMIN_TOKEN);

        assertThat(api.get(request).status()).isEqualTo(200);
    }

    @Test
    void clientThatAwaitsContinue_isDeniedBeforeItSendsItsBody() {
        String answer = api.raw("POST /v3/notifications HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
    }

    /** The route with identifiers that are there where they can be; it matters not, as nobody gets so far. */
    private String ofOurs(Route route) {
        return route.path().replace("{appId}", api.app.id().toString()).replace("{channel}", "whatsapp")
                .replaceAll("\\{[a-zA-Z]+\\}", api.instance.id().toString()).replace("<identifier>", "ann");
    }
}
