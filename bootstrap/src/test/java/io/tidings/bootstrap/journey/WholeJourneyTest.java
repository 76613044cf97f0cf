package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a request over HTTP to a simulated Twilio over HTTP and back, through every script of the simulator. */
class WholeJourneyTest extends Journey {

    @Test
    void readMessage_goesThroughAllStates() {
        JsonNode delivery = backend.awaitState(backend.send("ann", "+447700900100"), "seen");

        assertThat(Backend.states(delivery)).containsExactly("queued", "sending", "sent", "delivered", "seen");
        assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.get("reference").asText()).matches("SM[0-9a-f]{32}");
    }

    @ParameterizedTest(name = "{0}: {1} after {2} attempts, {3} messages")
    @CsvSource({
        // ending, end, attempts, messages at the provider
        "0001, delivered, 1, 1",
        "0002, seen,      1, 1",
        "0003, seen,      1, 1",
        "0004, seen,      1, 1",
        "0429, seen,      2, 1",
        "0500, seen,      2, 1",
        "0501, seen,      1, 1",
        "0502, seen,      2, 1",
        "0504, seen,      1, 1",
        "1211, discarded, 1, 0",
        "1610, discarded, 1, 1",
        "3012, seen,      2, 2",
        "3016, discarded, 1, 1",
        "3024, discarded, 1, 1",
    })
    void scriptedFailure_endsOnceAndExplained(String ending, String end, int attempts, int messages) {
        String number = "+44770090" + ending;

        JsonNode delivery = backend.awaitState(backend.send("user-" + ending, number), end);

        assertThat(delivery.get("attempts").asInt()).isEqualTo(attempts);
        assertThat(installation.simulator.messages("whatsapp:" + number)).hasSize(messages);
        assertThat(installation.simulator.posts("whatsapp:" + number)).as("at most one request an attempt")
                .hasSizeLessThanOrEqualTo(attempts);
        if (end.equals("discarded")) {
            assertThat(delivery.at("/explanation/message").asText()).isNotBlank();
            assertThat(delivery.at("/explanation/link").asText()).startsWith("https://www.twilio.com/docs/api/errors/");
        }
    }

    @Test
    void override_arrivesInTwiliosForm_andSettingsArriveNowhere() {
        backend.user("olga", "+447700900200");

        String id = backend.send(Map.of(
                "notification", Map.of("title", "Ignored, for there is a template"),
                "sendTo", Map.of("recipients", List.of("olga")),
                "override", Map.of("twilio_whatsapp", Map.of(
                        "_config", Map.of("TWILIO_FROM_NUMBER", "+16453454679"),
                        "TWILIO_FROM_NUMBER", "+15550001111",
                        "TWILIO_AUTH_TOKEN", Backend.settings().get("TWILIO_AUTH_TOKEN"),
                        "ContentSid", "HX0123456789abcdef0123456789abcdef",
                        "ContentVariables", Map.of("1", "10:00"),
                        "PersistentAction", List.of("one", "two"),
                        "ProvideFeedback", true,
                        "Anything", Map.of("goes", List.of(1, 2.5))))));
        backend.awaitState(id, "seen");

        Map<String, List<String>> form = installation.simulator.messages("whatsapp:+447700900200").getFirst()
                .parameters();
        assertThat(form).containsEntry("From", List.of("whatsapp:+16453454679"))
                .containsEntry("ContentSid", List.of("HX0123456789abcdef0123456789abcdef"))
                .containsEntry("ContentVariables", List.of("{\"1\":\"10:00\"}"))
                .containsEntry("PersistentAction", List.of("one", "two"))
                .containsEntry("ProvideFeedback", List.of("true"))
                .containsEntry("Anything", List.of("{\"goes\":[1,2.5]}"))
                .doesNotContainKey("Body");
        assertThat(form.keySet()).noneMatch(key -> key.startsWith("TWILIO_") || key.equals("_config"));
    }

    @Test
    void phoneNumberOfWrongForm_isAcceptedAndDiscardedWithTheReason() {
        JsonNode delivery = backend.awaitState(backend.send("wrong", "(457)-746-846"), "discarded");

        assertThat(delivery.at("/explanation/message").asText()).contains("phoneNumber").doesNotContain("457");
        assertThat(installation.simulator.posts("whatsapp:(457)-746-846")).isEmpty();
    }

    @Test
    void unknownUser_isAcceptedAndDiscardedWithTheReason() {
        String id = backend.send(Map.of("notification", Map.of("message", "Hello"), "recipients", List.of("nobody")));

        assertThat(backend.awaitState(id, "discarded").at("/explanation/code").asText()).isEqualTo("unknown_user");
    }

    @Test
    void controlCharactersAndEmoji_arriveAsTheyAre() {
        backend.user("emoji", "+447700900300");
        String text = "Line 1\nTab\t 👋🏽 ünï \u0001 \"quoted\"";

        String id = backend.send(Map.of("notification", Map.of("message", text), "recipients", List.of("emoji")));

        backend.awaitState(id, "seen");
        assertThat(installation.simulator.messages("whatsapp:+447700900300").getFirst().parameter("Body"))
                .contains(text);
    }
}
