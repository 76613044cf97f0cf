package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.http.RunningApi.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CallbacksTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void provenReport_isAnsweredWithNothing() {
        Answer ofApp = api.send(proven(ofApp()).POST(BodyPublishers.ofString("scripted-1 delivered")));
        Answer ofInstance = api.send(proven(ofInstance()).POST(BodyPublishers.ofString("nothing")));

        assertThat(List.of(ofApp, ofInstance)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Content-Type")).isEmpty();
        });
    }

    @Test
    void report_movesTheDeliveryItIsAbout() {
        String id = api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": [
                    {"identifier": "a", "phoneNumber": "+447700900123"}]}}""").json().get("requestId").asText();
        String delivery = api.get(api.asApp("/v3/notifications/" + id)).json().get("deliveries").get(0).get("id")
                .asText();
        api.stores.transactions().run(() -> api.stores.deliveries().claimSends(api.instance.id(), 1,
                Samples.NOW, Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW)));

        api.send(proven(ofInstance() + "?delivery=" + delivery + "&attempt=1")
                .POST(BodyPublishers.ofString("scripted-1 seen")));

        var story = api.get(api.asApp("/v3/deliveries/" + delivery)).json();
        assertThat(story.get("state").asText()).isEqualTo(DeliveryState.SEEN.word());
        assertThat(story.get("reference").asText()).isEqualTo("scripted-1");
        assertThat(story.get("timeline").get(2).get("raw").get("word").asText()).isEqualTo("seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void unprovenReport_isForbidden(String method) {
        for (String path : method.equals("GET") || method.equals("POST")
                ? List.of(ofApp(), ofInstance())
                : List.of(ofInstance())) {
            Answer answer = api.send(
                    api.asNobody(path).method(method, BodyPublishers.ofString("scripted-1 delivered")));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("code").asText()).isEqualTo("unproven_callback");
            assertThat(answer.json().get("message").asText())
                    .startsWith("Nothing proves that the provider has sent this");
        }
    }

    /** Whoever knows a URL can send as many as they like, and must not fill the disk. */
    @Test
    void unprovenReports_makeOneLineOfTheLogAMinute() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var log = (Logger) LoggerFactory.getLogger("io.tidings.application");
        log.addAppender(lines);
        try {
            forge(30);
            api.clock.advance(Duration.ofMinutes(1));
            forge(3);
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2)
                .allMatch(line -> line.contains(api.app.id().toString()))
                .anyMatch(line -> line.contains("after 29 more since"));
    }

    private void forge(int count) {
        for (int i = 0; i < count; i++) {
            String path = i % 2 == 0 ? ofApp() : ofInstance();
            assertThat(api.send(api.asNobody(path).POST(BodyPublishers.ofString("scripted-1 seen"))).status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void unknownInstance_isNotFoundWhateverTheVerb(String method) {
        assertThat(api.send(proven("/v1/providerInstances/" + api.app.id() + "/callback")
                .method(method, BodyPublishers.noBody())).status()).isEqualTo(404);
    }

    @Test
    void appTakesReportsByGetToo() {
        assertThat(api.get(proven(ofApp())).status()).isEqualTo(204);
        assertThat(api.get(proven("/api/v1/apps/nobody/webhook/scripted")).status()).isEqualTo(404);
    }

    @Test
    void unknownAppProviderAndInstance_areNotFound() {
        for (String path : List.of("/api/v1/apps/nobody/webhook/scripted", "/api/v1/apps/no%20body/webhook/scripted",
                "/api/v1/apps/" + api.app.key() + "/webhook/other", "/api/v1/apps/" + api.app.key() + "/webhook/OTHER",
                "/api/v1/apps/" + api.otherApp.key() + "/webhook/scripted",
                "/v1/providerInstances/" + api.app.id() + "/callback", "/v1/providerInstances/1-1-1-1-1/callback")) {
            Answer answer = api.send(proven(path).POST(BodyPublishers.ofString("scripted-1 delivered")));

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.json().get("message").asText()).startsWith("There is no such");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
    void instanceTakesEveryVerb(String method) {
        assertThat(api.send(proven(ofInstance()).method(method, BodyPublishers.noBody())).status()).isEqualTo(204);
    }

    @Test
    void requestReachesTheProviderAsItWasSent() {
        var provider = new Listening(new ScriptedProvider(), new ArrayList<>());
        try (var listening = new RunningApi(provider, Optional.of(RunningApi.PUBLIC_URL))) {
            byte[] body = {0, (byte) 0xff, '\r', '\n', 'a', '=', '%', '2', '0'};
            String path = "/api/v1/apps/" + listening.app.key() + "/webhook/scripted?a=%2F+b&&c=%c3%bc&a=";

            listening.send(listening.asNobody(path).header("X-Forwarded-Host", "evil.example.com")
                    .header("X-Forwarded-Proto", "gopher").header("X-HTTP-Method-Override", "DELETE")
                    .header("Scripted-Token", "one").header("Scripted-Token", "two")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofByteArray(body)));

            assertThat(provider.seen()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.url()).isEqualTo(URI.create(RunningApi.PUBLIC_URL + path));
                assertThat(request.headers().get("scripted-token")).containsExactly("one", "two");
                assertThat(request.body()).isEqualTo(body);
            });
        }
    }

    @Test
    void withoutPublicUrl_theRequestSaysHowItReachedUs() {
        var provider = new Listening(new ScriptedProvider(), new ArrayList<>());
        try (var listening = new RunningApi(provider, Optional.empty())) {
            String path = "/v1/providerInstances/" + listening.instance.id() + "/callback";

            listening.get(listening.asNobody(path));

            assertThat(provider.seen().getFirst().url())
                    .isEqualTo(URI.create("http://127.0.0.1:" + listening.server.port() + path));
        }
    }

    @Test
    void urlThatIsNone_isRefused() {
        String answer = api.raw("GET " + ofInstance() + "?a=<b> HTTP/1.1\r\n" + api.rawHeaders() + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("must be percent-encoded");
    }

    private HttpRequest.Builder proven(String path) {
        return api.asNobody(path).header(ScriptedProvider.PROOF,
                ScriptedProvider.SETTINGS.require(ScriptedProvider.TOKEN));
    }

    private String ofApp() {
        return "/api/v1/apps/" + api.app.key() + "/webhook/scripted";
    }

    private String ofInstance() {
        return "/v1/providerInstances/" + api.instance.id() + "/callback";
    }

    /** Remembers the callbacks. */
    private record Listening(ScriptedProvider provider, List<CallbackRequest> seen) implements ChannelProvider {

        @Override
        public ProviderDescriptor descriptor() {
            return provider.descriptor();
        }

        @Override
        public Verification verify(ProviderSettings settings) {
            return provider.verify(settings);
        }

        @Override
        public SendOutcome send(SendRequest request) {
            return provider.send(request);
        }

        @Override
        public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
            seen.add(request);
            return provider.readCallback(request, settings);
        }

        @Override
        public LookUpOutcome lookUp(LookUp question) {
            return provider.lookUp(question);
        }
    }
}
