package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a sender's messages, and how each timeline tells it, over HTTP and beside a simulated Twilio. */
class TimelineJourneyTest {

    private static final String SENDER = "+14155238886";
    private static final String CONTENT_SID = "HX00000000000000000000000000000001";

    @TempDir
    private static Path directory;

    private static Installation installation;
    private static Backend backend;

    @BeforeAll
    static void start() {
        installation = Installation.withCallbacks(directory);
        backend = installation.backend().setUp();
        Backend.ok(backend.admin("PUT", backend.instances().replaceFirst("/channels/.*", "/templates/visit"),
                Map.of("contents", Map.of("whatsapp", Map.of("text", "See you at {{data.time}}", "outsideWindow",
                        Map.of("contentSid", CONTENT_SID, "contentVariables",
                                Map.of("1", "{{recipient.identifier}}", "2", "{{data.time}}")))))));
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void insideTheWindow_theTextOfTheTemplateIsSent() throws InterruptedException {
        String ann = "+447700931001";
        installation.simulator.receive(callbackUrl(), ann, SENDER, "When shall I come?");

        JsonNode seen = backend.awaitState(visit("ann", ann), "seen");

        assertThat(forms(ann)).singleElement()
                .satisfies(form -> assertThat(form).containsEntry("Body", List.of("See you at 10:00")));
        assertThat(Backend.states(seen)).containsExactly("queued", "sending", "sent", "delivered", "seen");
        assertThat(Backend.events(seen)).startsWith("queued", "sending").contains("sent", "receipt")
                .doesNotContain("deferred", "discarded");
    }

    @Test
    void outsideTheWindow_theContentTemplateFollows_andTheTimelineSaysWhy() {
        String ben = "+447700933016";

        JsonNode seen = backend.awaitState(visit("ben", ben), "seen");

        assertThat(forms(ben)).hasSize(2);
        assertThat(forms(ben)).filteredOn(form -> form.containsKey("ContentSid")).singleElement().satisfies(form -> {
            assertThat(form).containsEntry("ContentSid", List.of(CONTENT_SID)).doesNotContainKey("Body");
            assertThat(Backend.read(form.get("ContentVariables").getFirst()))
                    .isEqualTo(Backend.read("{\"1\": \"ben\", \"2\": \"10:00\"}"));
        });
        assertThat(Backend.states(seen)).doesNotContain("discarded").endsWith("delivered", "seen");
        assertThat(seen.get("timeline").findValuesAsText("code")).contains("63016");
        assertThat(seen.get("timeline").findValuesAsText("detail"))
                .anyMatch(detail -> detail.endsWith("with the content for outside of that window."))
                .anyMatch(detail -> detail.startsWith("Sending begins, attempt 2: "));
    }

    @Test
    void stop_discardsWhatIsSentLater() throws InterruptedException {
        String cleo = "+447700931002";
        installation.simulator.receive(callbackUrl(), cleo, SENDER, "STOP");

        JsonNode discarded = backend.awaitState(visit("cleo", cleo), "discarded");

        assertThat(forms(cleo)).isEmpty();
        assertThat(Backend.states(discarded)).containsExactly("queued", "sending", "discarded");
        assertThat(discarded.get("timeline").findValuesAsText("code"))
                .containsExactly("null", "null", "opted_out");
        assertThat(discarded.at("/explanation/code").asText()).isEqualTo("opted_out");
    }

    @Test
    void cancelledSchedule_isNeverHandedOver() {
        String dora = "+447700931003";
        backend.user("dora", dora);
        var accepted = backend.call("POST", "/v3/notifications", Map.of(
                "notification", Map.of("message", "Tomorrow"), "recipients", List.of("dora"),
                "sendAt", Instant.now().plus(Duration.ofDays(1)).toString()));
        String requestId = Backend.ok(accepted).get("requestId").asText();
        String delivery = backend.firstDelivery(requestId);

        JsonNode counts = Backend.ok(backend.call("POST", "/v3/notifications/" + requestId + "/cancel", Map.of()));

        assertThat(counts).isEqualTo(Backend.read("{\"cancelled\": 1, \"tooLate\": 0}"));
        JsonNode discarded = backend.delivery(delivery);
        assertThat(Backend.events(discarded)).containsExactly("queued", "discarded");
        assertThat(discarded.at("/timeline/0/detail").asText()).startsWith("Accepted, to be sent at ");
        assertThat(discarded.at("/timeline/1/code").asText()).isEqualTo("cancelled");
        assertThat(forms(dora)).isEmpty();
    }

    @Test
    void resentDelivery_isNamedByItsSuccessorAndNamesIt() {
        String eve = "+447700931211";
        JsonNode discarded = backend.awaitState(backend.send("eve", eve), "discarded");
        String ended = discarded.get("id").asText();
        assertThat(Backend.events(discarded)).containsExactly("queued", "sending", "discarded");
        assertThat(discarded.at("/timeline/2/code").asText()).isEqualTo("21211");
        backend.user("eve", "+447700931004");

        String successor = Backend.ok(backend.call("POST", "/v3/deliveries/" + ended + "/resend", Map.of()))
                .get("deliveryId").asText();

        JsonNode seen = backend.awaitState(successor, "seen");
        assertThat(seen.get("resendOf").asText()).isEqualTo(ended);
        assertThat(Backend.states(seen)).containsExactly("queued", "sending", "sent", "delivered", "seen");
        JsonNode before = backend.delivery(ended);
        assertThat(before.get("state").asText()).isEqualTo("discarded");
        assertThat(Backend.events(before)).endsWith("discarded", "decided");
        assertThat(before.at("/timeline/3/detail").asText()).contains(successor);
    }

    private static String visit(String user, String phoneNumber) {
        return backend.send(Map.of("notification", Map.of("templateIdentifier", "visit", "data",
                Map.of("time", "10:00")), "recipients",
                List.of(Map.of("identifier", user, "phoneNumber", phoneNumber))));
    }

    private static URI callbackUrl() {
        return URI.create(installation.url + "/api/v1/apps/" + backend.apiKey() + "/webhook/twilio_whatsapp");
    }

    private static List<Map<String, List<String>>> forms(String phoneNumber) {
        return installation.simulator.messages(phoneNumber).stream().map(message -> message.parameters()).toList();
    }
}
