package io.tidings.twilio.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator speaks Twilio's contract, seen by a client that is not ours. */
@Timeout(30)
class TwilioSimulatorTest {

    private static final SimulatorSettings SETTINGS = SimulatorSettings.DEFAULT.withPace(Duration.ZERO,
            Duration.ofMillis(1));
    private static final String ACCOUNT = "/2010-04-01/Accounts/" + SETTINGS.accountSid();

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private HttpServer receiver;
    private TwilioSimulator simulator;

    private record Callback(String url, Map<String, String> fields, String signature, String token) {
        String status() {
            return fields.get("MessageStatus");
        }
    }

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            try (exchange) {
                var fields = new HashMap<String, String>();
                Form.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                        .forEach((name, values) -> fields.put(name, values.getFirst()));
                var headers = exchange.getRequestHeaders();
                callbacks.add(new Callback(origin() + exchange.getRequestURI(), fields,
                        headers.getFirst("X-Twilio-Signature"), headers.getFirst("I-Twilio-Idempotency-Token")));
                exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 503 : 204, -1);
            }
        });
        receiver.start();
        simulator = new TwilioSimulator(SETTINGS.reportingTo(URI.create(origin() + "/sender")),
                InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")));
    }

    @AfterEach
    void stop() {
        simulator.close();
        receiver.stop(0);
        http.shutdownNow();
    }

    @Test
    void message_isAnsweredInTwiliosForm() throws Exception {
        HttpResponse<String> answer = post(message("+919900009999"));

        JsonNode json = new JsonMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json.path("sid").asText()).matches("SM[0-9a-f]{32}");
        assertThat(json.path("status").asText()).isEqualTo("queued");
        assertThat(json.path("date_created").asText()).isEqualTo("Mon, 23 Nov 2026 10:00:00 +0000");
        assertThat(json.path("date_sent").isNull()).isTrue();
        assertThat(json.path("error_code").isNull()).isTrue();
    }

    @Test
    void callbacks_areSignedAndGoToTheMessagesUrl() throws Exception {
        post(message("+919900009999", "StatusCallback", origin() + "/mine?delivery=7#rc=5&rp=all"));

        for (Callback callback : next(3)) {
            assertThat(callback.url()).isEqualTo(origin() + "/mine?delivery=7");
            assertThat(new RequestValidator(SETTINGS.authToken()).validate(callback.url(), callback.fields(),
                    callback.signature())).isTrue();
            assertThat(callback.fields()).containsEntry("AccountSid", SETTINGS.accountSid())
                    .containsEntry("SmsStatus", callback.status());
        }
    }

    @Test
    void messageWithoutUrl_isReportedToTheSendersUrl() throws Exception {
        post(message("+919900009999"));

        assertThat(next(1).getFirst().url()).isEqualTo(origin() + "/sender");
    }

    @Test
    void failedCallback_isRepeatedOnlyWhereTheFragmentAsks() throws Exception {
        failures.set(2);
        post(message("+919900003016", "StatusCallback", origin() + "/a#rc=5&rp=5xx"));

        List<Callback> repeated = next(3);
        assertThat(repeated).extracting(Callback::token).containsOnly(repeated.getFirst().token());

        failures.set(1);
        post(message("+919911113016", "StatusCallback", origin() + "/b"));
        post(message("+919922223016", "StatusCallback", origin() + "/c#rc=5&rp=4xx,ct"));
        assertThat(next(2)).extracting(Callback::url).containsExactlyInAnyOrder(origin() + "/b", origin() + "/c");
        assertThat(callbacks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0001,sent delivered", "1610,failed", "3016,failed", "3024,sent undelivered", "3012,undelivered",
        "0002,sent sent delivered delivered read read", "0003,read delivered sent", "0004,sent delivered read",
        "9999,sent delivered read", "0501,sent delivered read"})
    void script_isReportedAsDescribed(String ending, String statuses) throws Exception {
        post(message("+91990000" + ending));

        List<String> expected = List.of(statuses.split(" "));
        List<String> came = next(expected.size()).stream().map(Callback::status).toList();
        assertThat(came).containsExactlyInAnyOrderElementsOf(expected);
        if (ending.equals("0003")) {
            assertThat(came).isEqualTo(expected);
        }
    }

    @Test
    void passingFault_passes() throws Exception {
        post(message("+919900003012"));
        assertThat(next(1).getFirst().fields()).containsEntry("ErrorCode", "63012");

        post(message("+919900003012"));
        assertThat(next(3)).extracting(Callback::status).containsExactlyInAnyOrder("sent", "delivered", "read");
    }

    @Test
    void messageThatIsNeverReported_isSeenByAsking() throws Exception {
        String sid = new JsonMapper().readTree(post(message("+919900000005")).body()).path("sid").asText();

        String status;
        do {
            JsonNode json = new JsonMapper().readTree(get(ACCOUNT + "/Messages/" + sid + ".json").body());
            status = json.path("status").asText();
        } while (!status.equals("read"));
        assertThat(callbacks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"To | - | 21604", "To | +919900009999 | 21910",
        "To | whatsapp:12 | 21211", "From | - | 21603", "From | whatsapp:12 | 21212", "Body | - | 21619",
        "ContentSid | HX1 | 21655", "ContentVariables | [] | 21656", "MediaUrl | cat.png | 21620",
        "StatusCallback | nowhere | 21609", "MessagingServiceSid | MG1 | 21705"})
    void wrongParameter_isRefusedWithTwiliosCode(String name, String value, int code) throws Exception {
        var form = new LinkedHashMap<>(message("+919900009999"));
        form.remove(name);
        if (value != null) {
            form.put(name, value);
        }

        HttpResponse<String> answer = post(form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonMapper().readTree(answer.body()).path("code").asInt()).isEqualTo(code);
        assertThat(simulator.messages()).isEmpty();
    }

    @Test
    void bodyOfMoreThan1600Characters_isRefused() throws Exception {
        assertThat(post(message("+919900009999", "Body", "🎉".repeat(1600))).statusCode()).isEqualTo(201);
        assertThat(post(message("+919900009999", "Body", "x".repeat(1601))).body()).contains("21617");
    }

    @Test
    void strangersAndUnknownPaths_areTurnedAway() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(simulator.url().resolve(ACCOUNT + ".json")).build();
        assertThat(http.send(stranger, BodyHandlers.ofString()).body()).contains("20003");
        assertThat(get("/2010-04-01/Accounts/AC99999999999999999999999999999999.json").body()).contains("20404");
        assertThat(get(ACCOUNT + "/Messages/SM1.json").statusCode()).isEqualTo(404);
        assertThat(get(ACCOUNT + "/Messages.json?PageSize=many").statusCode()).isEqualTo(400);
        assertThat(simulator.requests()).hasSize(4);
    }

    @Test
    void everyScriptButTheLast_hasAnEndingOfItsOwn() {
        assertThat(Script.values()).extracting(Script::ending).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Script.values()).filter(script -> script != Script.READ))
                .allMatch(script -> script.ending().matches("[0-9]{4}") && !script.description().isBlank());
    }

    private String origin() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    private List<Callback> next(int count) throws InterruptedException {
        var came = new ArrayList<Callback>();
        while (came.size() < count) {
            Callback next = callbacks.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("callback %s of %s", came.size() + 1, count).isNotNull();
            came.add(next);
        }
        return came;
    }

    private static Map<String, String> message(String to, String... more) {
        var form = new LinkedHashMap<>(Map.of("To", "whatsapp:" + to, "From", "whatsapp:+16453454679", "Body", "Hi"));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private HttpResponse<String> post(Map<String, String> form) throws Exception {
        return http.send(authorized(ACCOUNT + "/Messages.json").POST(BodyPublishers.ofString(Form.encode(form)))
                .header("Content-Type", "application/x-www-form-urlencoded").build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(authorized(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder authorized(String path) {
        String pair = SETTINGS.accountSid() + ":" + SETTINGS.authToken();
        return HttpRequest.newBuilder(simulator.url().resolve(path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
