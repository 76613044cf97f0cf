package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a template over HTTP to what a simulated Twilio is told. */
class TemplateJourneyTest extends Journey {

    @Test
    void contentTemplate_isPickedFilledInAndDelivered() {
        JsonNode listed = Backend.ok(backend.admin("GET",
                backend.instances() + "/" + backend.instanceId() + "/templates?limit=10", null));
        JsonNode picked = listed.get("templates").get(0);
        assertThat(picked.get("approval").asText()).isEqualTo("approved");
        put("appointment", Map.of("contentSid", picked.get("contentSid").asText(),
                "contentVariables", Map.of("1", "{{recipient.firstName}}", "2", "{{data.time}}")));

        backend.awaitState(send("appointment", "maria", "+447700900401", Map.of("time", "10:00 \"sharp\"")), "seen");

        assertThat(form("+447700900401"))
                .containsEntry("ContentSid", List.of("HX00000000000000000000000000000001"))
                .doesNotContainKey("Body");
        assertThat(Backend.read(form("+447700900401").get("ContentVariables").getFirst()))
                .isEqualTo(Backend.read("{\"1\": \"Maria\", \"2\": \"10:00 \\\"sharp\\\"\"}"));
    }

    @Test
    void missingVariable_isNamedAndNothingIsSent() {
        put("greeting", Map.of("text", "Hello {{recipient.firstName}}, {{data.what}}"));

        JsonNode delivery = backend.awaitState(send("greeting", "nora", "+447700900402", Map.of("what", " ")),
                "discarded");

        assertThat(delivery.at("/explanation/code").asText()).isEqualTo("missing_variables");
        assertThat(delivery.at("/explanation/message").asText()).contains("greeting", "data.what");
        assertThat(installation.simulator.posts("+447700900402")).isEmpty();
    }

    @Test
    void changeAfterTheRequestWasAccepted_doesNotChangeWhatIsSent() {
        put("offer", Map.of("text", "Before, {{recipient.firstName}}"));
        backend.user("olga", "+447700900403");
        Instant soon = Instant.now().plus(Duration.ofSeconds(2));
        String id = backend.send(Map.of("notification", Map.of("templateIdentifier", "offer"), "recipients",
                List.of(recipient("olga", "+447700900403")), "sendAt", soon.toString()));

        put("offer", Map.of("text", "After, {{recipient.firstName}}"));
        assertThat(backend.admin("DELETE", template("offer"), null).statusCode()).isEqualTo(204);

        backend.awaitState(id, "seen");
        assertThat(form("+447700900403")).containsEntry("Body", List.of("Before, Olga"));
    }

    @Test
    void override_goesBeforeTheTemplate_andTheProvidersBeforeTheChannels() {
        put("plain", Map.of("text", "From the template"));

        sent("+447700900404", Map.of("channel", Map.of("whatsapp", Map.of("Body", "From the channel"))));
        assertThat(form("+447700900404")).containsEntry("Body", List.of("From the channel"));

        sent("+447700900405", Map.of("channel", Map.of("whatsapp", Map.of("Body", "From the channel")),
                "twilio_whatsapp", Map.of("Body", "From the provider")));
        assertThat(form("+447700900405")).containsEntry("Body", List.of("From the provider"));
    }

    @Test
    void unknownTemplateAndWorkflow_areUnprocessable() {
        for (Map<String, ?> notification : List.of(Map.of("templateIdentifier", "none"),
                Map.of("templateId", 483561), Map.of("workflow", Map.of("identifier", "none")))) {
            var answer = backend.call("POST", "/v3/notifications",
                    Map.of("notification", notification, "recipients", List.of("ann")));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Backend.read(answer.body()).at("/errors/0/field").asText()).startsWith("notification.");
        }
    }

    private void sent(String phoneNumber, Map<String, ?> override) {
        backend.awaitState(backend.send(Map.of("notification", Map.of("workflow", Map.of("identifier", "plain")),
                "recipients", List.of(recipient("paula", phoneNumber)), "override", override)), "seen");
    }

    private String send(String template, String user, String phoneNumber, Map<String, ?> data) {
        return backend.send(Map.of("notification", Map.of("templateIdentifier", template, "data", data),
                "recipients", List.of(recipient(user, phoneNumber))));
    }

    private static Map<String, String> recipient(String user, String phoneNumber) {
        return Map.of("identifier", user, "phoneNumber", phoneNumber, "firstName",
                user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1));
    }

    private void put(String identifier, Map<String, ?> content) {
        Backend.ok(backend.admin("PUT", template(identifier), Map.of("contents", Map.of("whatsapp", content))));
    }

    private String template(String identifier) {
        return backend.instances().replaceFirst("/channels/.*", "/templates/") + identifier;
    }

    private Map<String, List<String>> form(String phoneNumber) {
        return installation.simulator.messages(phoneNumber).getFirst().parameters();
    }
}
