package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people write, and who wants no messages, over HTTP. */
class OptOutsTest {

    private final RunningApi api = new RunningApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void messageOfAPerson_isAnsweredAsTheProviderWantsAndStopCounts() {
        for (String path : List.of("/v1/providerInstances/" + api.instance.id() + "/callback",
                "/api/v1/apps/" + api.app.key() + "/webhook/scripted")) {
            var inbound = ScriptedProvider.inbound(URI.create("https://x.example.com"), api.instance.settings(), path,
                    Samples.PHONE, "STOP");
            var answer = api.send(api.asNobody(path)
                    .header(ScriptedProvider.PROOF, api.instance.settings().require(ScriptedProvider.TOKEN))
                    .POST(BodyPublishers.ofByteArray(inbound.body())));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("thanks");
        }
        var shown = api.get(api.asAdmin(optOuts() + "/" + Samples.PHONE)).json();
        assertThat(shown.get("optedOut").asBoolean()).isTrue();
        assertThat(shown.get("word").asText()).isEqualTo("STOP");
    }

    @Test
    void optOut_isRecordedListedAndLifted() {
        for (String person : List.of("%2B447700900001", "+447700900002", "US.ABC")) {
            assertThat(api.send(api.asAdmin(optOuts() + "/" + person), "PUT", "").status()).isEqualTo(200);
        }
        var page = api.get(api.asAdmin(optOuts() + "?limit=2")).json();
        assertThat(page.get("optOuts").findValuesAsText("address")).containsExactly("+447700900001", "+447700900002");
        assertThat(page.get("nextCursor").asText()).isEqualTo("+447700900002");
        var rest = api.get(api.asAdmin(optOuts() + "?limit=2&cursor=%2B447700900002")).json();
        assertThat(rest.get("optOuts").findValuesAsText("address")).containsExactly("US.ABC");
        assertThat(rest.get("nextCursor").isNull()).isTrue();

        var lifted = api.send(api.asAdmin(optOuts() + "/US.ABC").DELETE()).json();
        assertThat(lifted.get("optedOut").asBoolean()).isFalse();
        assertThat(lifted.get("by").asText()).isEqualTo("operator");
        assertThat(api.get(api.asAdmin(optOuts() + "/nobody")).json().get("since").isNull()).isTrue();
    }

    @Test
    void wrongRequests_areRefused() {
        assertThat(api.get(api.asAdmin(optOuts() + "?limit=0")).status()).isEqualTo(400);
        assertThat(api.get(api.asNobody(optOuts())).status()).isEqualTo(401);
        String unknown = "/v1/apps/" + new UUID(1, 1) + "/channels/whatsapp/optOuts";
        assertThat(api.get(api.asAdmin(unknown)).status()).isEqualTo(404);
        for (String method : List.of("GET", "PUT", "DELETE")) {
            String wrong = method.equals("PUT") ? "/447700900001" : "/two%20words";
            assertThat(api.send(api.asAdmin(optOuts() + wrong), method, "").status()).isEqualTo(400);
            assertThat(api.send(api.asNobody(optOuts() + "/a"), method, "").status()).isEqualTo(401);
            assertThat(api.send(api.asAdmin(unknown + "/a"), method, "").status()).isEqualTo(404);
        }
    }

    private String optOuts() {
        return api.instances(api.app).replace("providerInstances", "optOuts");
    }
}
