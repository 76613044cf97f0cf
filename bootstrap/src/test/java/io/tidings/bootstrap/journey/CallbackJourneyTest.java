package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is believed of what claims to come from Twilio. The messages go to a number that the simulator never reports on:
 * the reports are ours.
 */
class CallbackJourneyTest extends Journey {

    private static final String UNREPORTED = "+447700920005";

    @Test
    void doubledAndShuffledReceipts_endInTheSameState() {
        JsonNode sent = backend.awaitState(backend.send("shuffled", UNREPORTED), "sent");
        String sid = sent.get("reference").asText();

        for (String status : List.of("read", "sent", "delivered", "read", "sent", "undelivered", "queued")) {
            assertThat(report(ofApp(), sid, status).statusCode()).isEqualTo(204);
        }

        JsonNode delivery = backend.delivery(sent.get("id").asText());
        assertThat(delivery.get("state").asText()).isEqualTo("seen");
        assertThat(Backend.events(delivery)).containsExactly("queued", "sending", "sent", "receipt", "receipt",
                "receipt", "receipt", "receipt");
    }

    @Test
    void receiptOfUnknownMessage_isAppliedWhenTheMessageBecomesKnown() {
        backend.user("later", "+447700920100");
        String sid = "SM" + "c".repeat(32);
        assertThat(report(ofApp(), sid, "read").statusCode()).isEqualTo(204);

        String id = backend.send(Map.of("notification", Map.of("message", "Hello"), "recipients", List.of("later")));
        JsonNode sent = backend.await(id, delivery -> !delivery.get("reference").isNull());

        assertThat(sent.get("reference").asText()).as("a receipt of another message is not this one's")
                .isNotEqualTo(sid);
        assertThat(backend.awaitState(id, "seen").get("reference").asText()).isNotEqualTo(sid);
    }

    @Test
    void statusNobodyKnows_isKeptAndMovesNothing() {
        JsonNode sent = backend.awaitState(backend.send("unknown-status", UNREPORTED), "sent");

        assertThat(report(ofApp(), sent.get("reference").asText(), "teleported").statusCode()).isEqualTo(204);

        JsonNode delivery = backend.delivery(sent.get("id").asText());
        assertThat(delivery.get("state").asText()).isEqualTo("sent");
        assertThat(delivery.get("timeline").toString()).contains("teleported");
    }

    @Test
    void forgedUnsignedAndTamperedCallbacks_changeNothing() {
        JsonNode sent = backend.awaitState(backend.send("forged", UNREPORTED), "sent");
        String sid = sent.get("reference").asText();
        Map<String, String> form = form(sid, "read");
        String signature = TwilioRequests.signature(ofApp(), form);

        assertThat(TwilioRequests.post(backend, ofApp(), form, null).statusCode()).isEqualTo(403);
        assertThat(TwilioRequests.post(backend, ofApp(), form, "AAAA" + signature.substring(4)).statusCode())
                .isEqualTo(403);
        assertThat(TwilioRequests.post(backend, ofApp() + "?x=1", form, signature).statusCode()).isEqualTo(403);
        form.put("MessageStatus", "delivered");
        HttpResponse<String> tampered = TwilioRequests.post(backend, ofApp(), form, signature);

        assertThat(tampered.statusCode()).isEqualTo(403);
        assertThat(Backend.read(tampered.body()).get("message").asText()).isNotBlank();
        assertThat(Backend.events(backend.delivery(sent.get("id").asText()))).containsExactly("queued", "sending",
                "sent");
    }

    @Test
    void anotherAppsDelivery_isNotTouchedThroughOnesOwnCallbackUrl() {
        JsonNode sent = backend.awaitState(backend.send("victim", UNREPORTED), "sent");
        Backend attacker = installation.backend().setUp();
        String url = installation.url + "/v1/providerInstances/" + attacker.instanceId() + "/callback?delivery="
                + sent.get("id").asText() + "&attempt=1";

        assertThat(report(url, "SM" + "d".repeat(32), "read").statusCode()).isEqualTo(204);

        assertThat(backend.delivery(sent.get("id").asText()).get("state").asText()).isEqualTo("sent");
        assertThat(attacker.call("GET", "/v3/deliveries/" + sent.get("id").asText(), null).statusCode()).isEqualTo(404);
    }

    @Test
    void callbackOfNobody_isNotFound() {
        assertThat(
                report(installation.url + "/api/v1/apps/nobody/webhook/twilio_whatsapp", "SM" + "e".repeat(32), "read")
                        .statusCode())
                .isEqualTo(404);
        assertThat(report(installation.url + "/api/v1/apps/" + backend.apiKey() + "/webhook/nothing",
                "SM" + "e".repeat(32), "read").statusCode())
                .isEqualTo(404);
    }

    private String ofApp() {
        return installation.url + "/api/v1/apps/" + backend.apiKey() + "/webhook/twilio_whatsapp";
    }

    private HttpResponse<String> report(String url, String sid, String status) {
        Map<String, String> form = form(sid, status);
        return TwilioRequests.post(backend, url, form);
    }

    private static Map<String, String> form(String sid, String status) {
        var form = new LinkedHashMap<String, String>();
        form.put("MessageSid", sid);
        form.put("SmsSid", sid);
        form.put("MessageStatus", status);
        form.put("SmsStatus", status);
        form.put("AccountSid", SimulatorSettings.DEFAULT.accountSid());
        form.put("From", "whatsapp:+14155238886");
        form.put("To", "whatsapp:" + UNREPORTED);
        form.put("ApiVersion", "2010-04-01");
        form.put("ProfileName", "Zoë 👋🏽");
        return form;
    }
}
