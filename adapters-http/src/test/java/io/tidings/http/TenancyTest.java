package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is one app's does not exist for another. Every route with an identifier is asked for something that is there, of
 * the other app, which itself finds it; a new kind of identifier fails here until a sample of it is given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenancyTest {

    private static final Pattern PARAMETER = Pattern.compile("[{<]([a-zA-Z]+)[}>]");

    /**
     * These prove their callers by other means, or answer every name alike: it is made, or nothing is found by it. Of
     * opt-outs, a test of their own holds that.
     */
    private static final Set<String> ALIKE = Set.of("/api/v1/apps/{apiKey}/webhook/{providerId}",
            "/v1/providerInstances/{id}/callback", "/v3/topics/subscriptions/<identifier>", "/docs/assets/{file}",
            "/assets/{build}/<file>", "/v1/apps/{appId}/providers/{providerId}/lastCallback",
            "/v1/apps/{appId}/channels/{channel}/optOuts/{address}",
            "/workflows/{identifier}", "/v3/workflows/{identifier}", "/v4/workflows/{identifier}",
            "/workflows/{identifier}/cancel-run", "/v3/workflows/{identifier}/cancel-run",
            "/v4/workflows/{identifier}/cancel-run");

    private static final Set<String> MAKING = Set.of("/v3/users/<identifier>",
            "/v1/apps/{appId}/templates/{identifier}");

    /** These name no app: they are the operator's alone, who may ask for what is any app's. */
    private static final Set<String> OPERATORS = Set.of("/v1/templates/{id}/contents/{channel}");

    private final RunningApi api = new RunningApi();

    /** Of the other app, by the name of the path's parameter. */
    private final Map<String, String> theirs = new HashMap<>();

    @BeforeAll
    void fillTheOtherApp() {
        theirs.put("appId", api.otherApp.id().toString());
        theirs.put("channel", "whatsapp");
        theirs.put("providerId", "scripted");
        theirs.put("identifier", "ann-of-theirs");
        theirs.put("address", Samples.PHONE.toString());
        make("PUT", "/v3/users/ann-of-theirs", "{}");
        theirs.put("requestId", make("POST", "/v3/notifications", """
                {"notification": {"title": "T"}, "recipients": ["ann-of-theirs"]}""").json().get("requestId").asText());
        theirs.put("topicId", make("POST", "/v3/topics", "{\"identifier\": \"t\"}").json().get("id").asText());
        theirs.put("categoryId", make("POST", "/v3/categories", "{\"identifier\": \"c\"}").json().get("id").asText());
        theirs.put("deliveryId", api.get(api.asApp(api.otherApp, "/v3/notifications/" + theirs.get("requestId"))).json()
                .at("/deliveries/0/id").asText());
        theirs.put("keyId", api.send(api.asAdmin("/v1/apps/" + api.otherApp.id() + "/apiKeys"), "POST",
                "{\"name\": \"K\"}").json().get("id").asText());
        theirs.put("instanceId", api.send(api.asAdmin(api.instances(api.otherApp)), "POST", """
                {"provider": "scripted", "name": "N", "settings": {"SCRIPTED_TOKEN": "t",
                "SCRIPTED_SENDER": "AC0123456789abcdef"}}""").json().get("id").asText());
        theirs.put("templateId", api.send(api.asAdmin("/v1/apps/" + api.otherApp.id() + "/templates"), "POST", """
                {"identifier": "visit", "contents": {"whatsapp": {"text": "T"}}}""").json().get("id").asText());
    }

    @AfterAll
    void close() {
        api.close();
    }

    Stream<Route> routesOfOneApp() {
        return Route.all(api)
                .filter(route -> route.hasIdentifiers() && !ALIKE.contains(route.path()))
                .filter(route -> !OPERATORS.contains(route.path()))
                // Whoever names an app as operator means it; what is below must be that app's.
                .filter(route -> !route.isAdmins() || identifiersBelowTheApp(route))
                // They make something of ours with that name, and touch theirs no more than a GET.
                .filter(route -> !(route.method().equals("PUT") && MAKING.contains(route.path())));
    }

    @ParameterizedTest
    @MethodSource("routesOfOneApp")
    void whatIsTheOthers_isNotFound(Route route) {
        HttpRequest.Builder request = as(api.app, route);

        Answer answer = api.send(request.method(route.method(), BodyPublishers.ofString("{\"channels\": []}"))
                .header("Content-Type", "application/json"));

        assertThat(answer.status()).as(route + " " + answer).isEqualTo(404);
    }

    Stream<Route> readsOfOneApp() {
        return routesOfOneApp().filter(route -> route.method().equals("HEAD"));
    }

    /** Else nothing would be proved above. Asked by HEAD, as streams of events have no end. */
    @ParameterizedTest
    @MethodSource("readsOfOneApp")
    void whatIsTheirs_isFoundByThem(Route route) {
        Answer answer = api.send(as(api.otherApp, route).HEAD());

        assertThat(answer.status()).as(route + " " + answer).isEqualTo(200);
    }

    Stream<Route> operatorsRoutes() {
        return Route.all(api).filter(route -> OPERATORS.contains(route.path()));
    }

    @ParameterizedTest
    @MethodSource("operatorsRoutes")
    void whatTheOperatorFindsWithoutAnApp_isShownToNoApp(Route route) {
        String path = path(api.app, route);
        for (App app : List.of(api.app, api.otherApp)) {
            Answer answer = api.send(api.asApp(app, path).method(route.method(), BodyPublishers.ofString("{}")));
            assertThat(answer.status()).as(route + " " + answer).isEqualTo(401);
        }
        assertThat(api.send(api.asAdmin(path).HEAD()).status()).as(route.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("appsRoutes")
    void appThatIsNone_isNotFound(Route route) {
        String path = path(api.app, route).replace(api.app.id().toString(), theirs.get("requestId"));

        Answer answer = api.send(api.asAdmin(path).method(route.method(), BodyPublishers.ofString("{}")));

        assertThat(answer.status()).as(route + " " + answer).isEqualTo(404);
    }

    /** An opt-out stands under an address, which no app owns; so what is another's is neither shown nor touched. */
    @Test
    void optOutOfTheOther_isNeitherSeenNorChanged() {
        String ours = "/v1/apps/" + api.app.id() + "/channels/whatsapp/optOuts";
        String their = "/v1/apps/" + api.otherApp.id() + "/channels/whatsapp/optOuts";
        String person = "/+447700900999";
        assertThat(api.send(api.asAdmin(their + person), "PUT", "").status()).isEqualTo(200);

        assertThat(api.get(api.asAdmin(ours)).json().get("optOuts")).isEmpty();
        assertThat(api.get(api.asAdmin(ours + person)).json().get("optedOut").asBoolean()).isFalse();
        assertThat(api.send(api.asAdmin(ours + person), "PUT", "").status()).isEqualTo(200);
        assertThat(api.send(api.asAdmin(ours + person), "DELETE", "").json().get("optedOut").asBoolean()).isFalse();
        for (String path : List.of(their, their + person, ours + person)) {
            for (String method : path.endsWith("Outs") ? List.of("GET") : List.of("GET", "PUT", "DELETE")) {
                assertThat(api.send(api.asApp(path), method, "").status()).as(method + " " + path).isEqualTo(401);
            }
        }
        assertThat(api.get(api.asAdmin(their + person)).json().get("optedOut").asBoolean()).isTrue();
    }

    Stream<Route> appsRoutes() {
        return Route.all(api).filter(route -> route.path().startsWith("/v1/apps/{appId}"));
    }

    private static boolean identifiersBelowTheApp(Route route) {
        String below = route.path().replaceFirst("^/v1/apps/\\{appId}", "").replace("{channel}", "");
        return PARAMETER.matcher(below).find();
    }

    private HttpRequest.Builder as(App app, Route route) {
        String path = path(app, route);
        return route.isAdmins() ? api.asAdmin(path) : api.asApp(app, path);
    }

    /** With this app as the one that the operator names, and below it what is the other's. */
    private String path(App app, Route route) {
        Matcher parameters = PARAMETER.matcher(route.path());
        return parameters.replaceAll(found -> {
            String name = found.group(1);
            if (name.equals("appId")) {
                return app.id().toString();
            }
            String kind = kind(route, name);
            assertThat(theirs).as("a sample for {" + name + "} of " + route).containsKey(kind);
            return theirs.get(kind);
        });
    }

    private static String kind(Route route, String name) {
        // Whatever names a template may be its id, which is the only name that other apps could take it by.
        if (route.path().contains("/templates/")) {
            return name.equals("id") || name.equals("identifier") ? "templateId" : name;
        }
        return name.equals("id") ? route.path().contains("/deliveries/") ? "deliveryId" : "instanceId" : name;
    }

    private Answer make(String method, String path, String json) {
        Answer answer = api.send(api.asApp(api.otherApp, path), method, json);
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return answer;
    }
}
