package io.tidings.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidings.application.ApiKeys;
import io.tidings.application.Apps;
import io.tidings.application.Authentication;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Callbacks;
import io.tidings.application.Changes;
import io.tidings.application.Counts;
import io.tidings.application.Cancellations;
import io.tidings.application.Categories;
import io.tidings.application.Decisions;
import io.tidings.application.Deliveries;
import io.tidings.application.Engine;
import io.tidings.application.Intake;
import io.tidings.application.LastCallbacks;
import io.tidings.application.Logs;
import io.tidings.application.OptOuts;
import io.tidings.application.Profiles;
import io.tidings.application.ProviderInstances;
import io.tidings.application.Templates;
import io.tidings.application.RequestLimits;
import io.tidings.application.Sessions;
import io.tidings.application.Timing;
import io.tidings.application.Topics;
import io.tidings.domain.app.App;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.MovableClock;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The whole API on a free port, over stores in memory, with one app that has one provider instance. */
final class RunningApi implements AutoCloseable {

    static final String ADMIN_TOKEN = "the-operator's-token";
    static final URI PUBLIC_URL = URI.create("https://tidings.example.com/base");

    final Stores stores;
    final MovableClock clock = new MovableClock(Samples.NOW);
    final ProviderCatalogue catalogue;
    final Timing timing = new Timing(clock, Policies.standard(false), new Random(7), "node-1");
    final CountingIds ids = new CountingIds(Samples.NOW.plusMillis(2));
    final App app = Samples.app();
    final App otherApp = Samples.app();
    final ProviderInstance instance = Samples.instance(app.id());
    final UseCases useCases;
    final Engine engine;
    final HttpServer server;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningApi() {
        this(new ScriptedProvider(), Optional.of(PUBLIC_URL));
    }

    RunningApi(ChannelProvider provider, Optional<URI> publicUrl) {
        this(provider, publicUrl, new InMemoryStores(), List.of(), Duration.ofSeconds(5));
    }

    RunningApi(ChannelProvider provider, Optional<URI> publicUrl, Stores stores, List<HealthCheck> checks,
            Duration stopWithin) {
        this(provider, publicUrl, stores, checks, stopWithin, 0);
    }

    /** One whose keys may make only so many requests a second. */
    static RunningApi limited(int requestsPerSecond) {
        return new RunningApi(new ScriptedProvider(), Optional.of(PUBLIC_URL), new InMemoryStores(), List.of(),
                Duration.ofSeconds(5), requestsPerSecond);
    }

    private RunningApi(ChannelProvider provider, Optional<URI> publicUrl, Stores stores, List<HealthCheck> checks,
            Duration stopWithin, int requestsPerSecond) {
        this.catalogue = new ProviderCatalogue(List.of(provider));
        this.stores = stores;
        stores.apps().add(app);
        stores.apps().add(otherApp);
        stores.providerInstances().add(instance);
        useCases = useCases(publicUrl, checks, requestsPerSecond);
        engine = useCases.engine();
        server = new HttpServer(new HttpSettings("127.0.0.1", 0, stopWithin, true), useCases).start();
    }

    private UseCases useCases(Optional<URI> publicUrl, List<HealthCheck> checks, int requestsPerSecond) {
        Runnable nobody = () -> {};
        var urls = new CallbackUrls(publicUrl);
        var authentication = new Authentication(stores.apps(), stores.keys(), timing, Secret.of(ADMIN_TOKEN));
        var lastCallbacks = new LastCallbacks(stores.lastCallbacks(), timing);
        var engine = new Engine(stores.deliveries(), stores.notifications(), stores.profiles(),
                stores.providerInstances(), stores.conversations(), ConsentWords.STANDARD, stores.lanes(),
                stores.idempotency(), stores.transactions(), catalogue, urls, timing, nobody);
        return new UseCases(authentication,
                new RequestLimits(requestsPerSecond, clock),
                new Apps(stores.apps(), timing, ids, new Random(11)),
                new ApiKeys(stores.keys(), timing, ids, new Random(12)),
                new Profiles(stores.profiles(), stores.topics(), stores.transactions(), timing),
                new ProviderInstances(stores.providerInstances(), stores.deliveries(), stores.lanes(),
                        stores.transactions(), catalogue, timing, ids, nobody),
                new Intake(stores.notifications(), stores.deliveries(), stores.profiles(), stores.topics(),
                        stores.categories(), stores.providerInstances(), stores.templates(), stores.idempotency(),
                        stores.transactions(), catalogue, timing, ids, engine, Runnable::run, nobody),
                new Templates(stores.templates(), stores.profiles(), catalogue, timing, ids),
                new Deliveries(stores.notifications(), stores.deliveries()),
                new Decisions(stores.deliveries(), stores.providerInstances(), stores.transactions(), timing, ids,
                        nobody),
                new Cancellations(stores.notifications(), stores.deliveries(), timing),
                new Topics(stores.topics(), stores.transactions(), timing, ids),
                new Categories(stores.categories(), timing, ids),
                new Logs(stores.log(), stores.profiles()), new Counts(stores.statistics(), timing),
                new Changes(stores.changes(), stores.notifications()),
                engine,
                new Callbacks(stores.apps(), stores.keys(), stores.providerInstances(), stores.notifications(),
                        stores.deliveries(), stores.conversations(), ConsentWords.STANDARD, stores.transactions(),
                        catalogue, lastCallbacks, timing),
                lastCallbacks,
                new OptOuts(stores.conversations(), stores.transactions(), timing),
                new Sessions(stores.sessions(), timing, new Random(13), authentication, Secret.of(ADMIN_TOKEN)),
                urls, checks, ids);
    }

    /** The path of the app's provider instances on its channel. */
    String instances(App of) {
        return "/v1/apps/" + of.id() + "/channels/whatsapp/providerInstances";
    }

    /** A request with the app's credentials. */
    HttpRequest.Builder asApp(String path) {
        return asApp(app, path);
    }

    HttpRequest.Builder asApp(App who, String path) {
        return asNobody(path).header("X-ENGAGESPOT-API-KEY", who.key().value())
                .header("X-ENGAGESPOT-API-SECRET", Samples.API_SECRET.reveal());
    }

    HttpRequest.Builder asAdmin(String path) {
        return asNobody(path).header("Authorization", "Bearer " + ADMIN_TOKEN);
    }

    HttpRequest.Builder asNobody(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    Answer get(HttpRequest.Builder request) {
        return send(request.GET());
    }

    Answer send(HttpRequest.Builder request, String method, String json) {
        Answer answer = send(
                request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json"));
        if (answer.status() < 300) {
            Witness.sawAccepted(method, answer.response().uri().getRawPath(), json);
        }
        return answer;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            var answer = new Answer(client.send(built, BodyHandlers.ofByteArray()));
            Witness.saw(built.method(), built.uri().getRawPath(), answer.status(), answer.header("Content-Type"),
                    answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts a notification of the app. */
    Answer notify(String json) {
        return send(asApp("/v3/notifications"), "POST", json);
    }

    /** What the server says to these bytes, until it closes the connection; so they ask for that. */
    String raw(String request) {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Witness.saw(request, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The headers of the app's credentials, for raw requests, with the one that asks to close the connection. */
    String rawHeaders() {
        return "Host: localhost\r\nConnection: close\r\nX-ENGAGESPOT-API-KEY: " + app.key()
                + "\r\nX-ENGAGESPOT-API-SECRET: " + Samples.API_SECRET.reveal() + "\r\n";
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** What the server answered. */
    record Answer(HttpResponse<byte[]> response) {

        private static final JsonMapper MAPPER = new JsonMapper();

        int status() {
            return response.statusCode();
        }

        String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        JsonNode json() {
            return parse(body());
        }

        static JsonNode parse(String json) {
            try {
                return MAPPER.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + json, e);
            }
        }

        @Override
        public String toString() {
            return status() + " " + response.headers().map() + " " + body();
        }
    }
}
