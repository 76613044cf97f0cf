package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people write to a sender, as Twilio tells of it. */
class InboundJourneyTest extends Journey {

    private static final String SENDER = "+14155238886";

    @Test
    void stopAndStart_decideWhetherThePersonGetsMessages() throws InterruptedException {
        String ann = "+447700921100";
        assertThat(installation.simulator.receive(URI.create(ofApp()), ann, SENDER, "Stop")).isEqualTo("200");

        JsonNode discarded = backend.awaitState(backend.send("stopped", ann), "discarded");
        assertThat(discarded.toString()).contains("opted_out", "The person replied STOP on ", "can write START");
        assertThat(installation.simulator.posts(ann)).isEmpty();
        JsonNode shown = Backend.ok(backend.admin("GET", optOuts() + "/%2B447700921100", null));
        assertThat(shown.get("optedOut").asBoolean()).isTrue();
        assertThat(shown.get("by").asText()).isEqualTo("person");
        assertThat(shown.get("word").asText()).isEqualTo("STOP");

        assertThat(installation.simulator.receive(URI.create(ofInstance()), ann, SENDER, "START")).isEqualTo("200");
        backend.awaitState(backend.send("stopped", ann), "seen");
    }

    @Test
    void message_isAnsweredWithEmptyTwimlAtBothUrls() {
        for (String url : List.of(ofApp(), ofInstance())) {
            Map<String, String> form = form("SM" + "a".repeat(32), "+447700921200", "Hello");
            HttpResponse<String> answer = TwilioRequests.post(backend, url, form);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
            assertThat(answer.body()).isEqualTo("<Response/>");
        }
    }

    @Test
    void forgedStop_isRefusedAndChangesNothing() {
        String eve = "+447700921300";
        Map<String, String> form = form("SM" + "b".repeat(32), eve, "Hello");
        String signature = TwilioRequests.signature(ofApp(), form);
        form.put("Body", "STOP");
        assertThat(TwilioRequests.post(backend, ofApp(), form, signature).statusCode()).isEqualTo(403);
        assertThat(TwilioRequests.post(backend, ofApp(), form, null).statusCode()).isEqualTo(403);
        backend.awaitState(backend.send("eve", eve), "seen");
    }

    @Test
    void replayedStop_doesNotUndoALaterStart() {
        String bob = "+447700921400";
        Map<String, String> stop = form("SM" + "c".repeat(32), bob, "STOP");
        Map<String, String> start = form("SM" + "d".repeat(32), bob, "START");
        for (Map<String, String> form : List.of(stop, start, stop, stop)) {
            assertThat(TwilioRequests.post(backend, ofApp(), form).statusCode()).isEqualTo(200);
        }
        backend.awaitState(backend.send("bob", bob), "seen");
    }

    @Test
    void text_isKeptNowhere() throws IOException {
        String marker = "Xyzzy-hush-4711";
        for (String text : List.of(marker, "STOP " + marker)) {
            Map<String, String> form = form("SM" + "e".repeat(31) + text.length() % 10, "+447700921500", text);
            assertThat(TwilioRequests.post(backend, ofApp(), form).statusCode()).isEqualTo(200);
        }
        String sid = "SM" + "e".repeat(31);
        try (Stream<Path> files = Files.walk(directory)) {
            var all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            assertThat(all.indexOf(sid)).as("the message is known").isNotNegative();
            assertThat(all.indexOf(marker)).as("its text is not").isNegative();
        }
    }

    @Test
    void operator_recordsAndLiftsAnOptOutByHand() {
        String cleo = "+447700921600";
        JsonNode out = Backend.ok(backend.admin("PUT", optOuts() + "/%2B447700921600", null));
        assertThat(out.get("by").asText()).isEqualTo("operator");
        assertThat(backend.awaitState(backend.send("cleo", cleo), "discarded").toString()).contains("An operator");
        assertThat(Backend.ok(backend.admin("GET", optOuts(), null)).get("optOuts").toString()).contains(cleo);

        assertThat(Backend.ok(backend.admin("DELETE", optOuts() + "/+447700921600", null)).get("optedOut").asBoolean())
                .isFalse();
        backend.awaitState(backend.send("cleo", cleo), "seen");

        HttpResponse<String> wrong = backend.admin("PUT", optOuts() + "/447700921600", null);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("plus sign");
        assertThat(backend.call("GET", optOuts(), null).statusCode()).as("without the admin token").isEqualTo(401);
    }

    private String optOuts() {
        return backend.instances().replace("/providerInstances", "/optOuts");
    }

    private String ofApp() {
        return installation.url + "/api/v1/apps/" + backend.apiKey() + "/webhook/twilio_whatsapp";
    }

    private String ofInstance() {
        return installation.url + "/v1/providerInstances/" + backend.instanceId() + "/callback";
    }

    private static Map<String, String> form(String sid, String from, String text) {
        var form = new LinkedHashMap<String, String>();
        form.put("SmsMessageSid", sid);
        form.put("NumMedia", "0");
        form.put("SmsSid", sid);
        form.put("SmsStatus", "received");
        form.put("Body", text);
        form.put("To", "whatsapp:" + SENDER);
        form.put("MessageSid", sid);
        form.put("AccountSid", SimulatorSettings.DEFAULT.accountSid());
        form.put("From", "whatsapp:" + from);
        form.put("ApiVersion", "2010-04-01");
        return form;
    }
}
