package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers and operators decide: how urgent, until when, how fast, and what becomes of what went wrong. */
class DecisionsTest {

    private final ScriptedProvider provider = new ScriptedProvider();

    @AutoClose
    private final RunningApi api = new RunningApi(provider, Optional.of(RunningApi.PUBLIC_URL));

    @ParameterizedTest
    @ValueSource(strings = {"urgent", "normal", "bulk"})
    void priority_isShownAsItWasAsked(String priority) {
        assertThat(delivery("\"priority\": \"" + priority + "\"").get("priority").asText()).isEqualTo(priority);
    }

    @Test
    void unknownPriorityAndExpiryThatIsNoMoment_areRefused() {
        Answer answer = notify("\"priority\": \"URGENT\", \"expiresAt\": \"tomorrow\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactlyInAnyOrder("priority",
                "expiresAt");
        assertThat(answer.body()).contains("must be urgent, normal or bulk");
    }

    @Test
    void expiresAt_isTheLastMoment() {
        JsonNode delivery = delivery("\"expiresAt\": \"2026-11-23T11:00:00.000Z\"");

        assertThat(delivery.get("expiresAt").asText()).isEqualTo("2026-11-23T11:00:00.000Z");
        assertThat(notify("\"expiresAt\": \"2026-11-23T10:00:00.000Z\"").status()).isEqualTo(400);
    }

    @Test
    void discardedDelivery_isShownAndSentAgainAsAnother() {
        String id = delivery("\"category\": \"c\"").get("id").asText();

        Answer discarded = post("/v3/deliveries/" + id + "/discard");
        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.json().get("state").asText()).isEqualTo("discarded");
        assertThat(discarded.json().get("timeline")).hasSize(2);
        Answer resent = post("/v3/deliveries/" + id + "/resend");

        assertThat(resent.status()).isEqualTo(202);
        String successor = resent.json().get("deliveryId").asText();
        assertThat(successor).isNotEqualTo(id);
        assertThat(api.get(api.asApp("/v3/deliveries/" + successor)).json().get("resendOf").asText()).isEqualTo(id);
        Answer again = post("/v3/deliveries/" + id + "/resend");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asText()).isEqualTo("already_resent");
    }

    @Test
    void whatCannotBeDecided_isAConflict() {
        String id = delivery("\"category\": \"c\"").get("id").asText();
        Answer resent = post("/v3/deliveries/" + id + "/resend");
        assertThat(resent.status()).isEqualTo(409);
        assertThat(resent.json().get("code").asText()).isEqualTo("wrong_state");
        api.engine.step(Runnable::run);

        assertThat(post("/v3/deliveries/" + id + "/discard").status()).isEqualTo(409);
    }

    @Test
    void budgetOfAnApp_isSetShownAndTakenAway() {
        String path = "/v1/apps/" + api.app.id();
        assertThat(api.get(api.asAdmin(path)).json().get("deliveryBudgetSeconds").isNull()).isTrue();

        assertThat(budget("{\"deliveryBudgetSeconds\": 600}").json().get("deliveryBudgetSeconds").asInt())
                .isEqualTo(600);
        assertThat(budget("{}").json().get("deliveryBudgetSeconds").asInt()).isEqualTo(600);
        assertThat(api.get(api.asAdmin(path)).json().get("deliveryBudgetSeconds").asInt()).isEqualTo(600);
        assertThat(delivery("\"category\": \"c\"").get("expiresAt").asText()).isEqualTo("2026-11-23T10:10:00.123Z");
        assertThat(budget("{\"deliveryBudgetSeconds\": null}").json().get("deliveryBudgetSeconds").isNull()).isTrue();
        assertThat(budget("{\"deliveryBudgetSeconds\": 0}").status()).isEqualTo(400);
        assertThat(budget("{\"deliveryBudgetSeconds\": \"1h\"}").status()).isEqualTo(400);
    }

    @Test
    void rateOfAnInstance_isSetAndShown() {
        assertThat(instance("{\"messagesPerSecond\": 20}").json().get("messagesPerSecond").asInt()).isEqualTo(20);
        assertThat(instance("{\"messagesPerSecond\": 0}").status()).isEqualTo(400);
    }

    @Test
    void faultOfAnInstance_isShownUntilItsSettingsChange() {
        provider.then(new SendOutcome.Deferred(Samples.fault(FaultKind.SETTINGS), Optional.empty()));
        notify("\"recipients\": [{\"identifier\": \"b\", \"phoneNumber\": \"+447700900123\"}]");

        api.engine.step(Runnable::run);

        JsonNode fault = api.get(api.asAdmin(path())).json().get("fault");
        assertThat(fault.get("code").asText()).isEqualTo("sample_settings");
        assertThat(fault.get("message").asText()).isNotEmpty();
        assertThat(fault.get("link").asText()).startsWith("https://");
        assertThat(fault.get("retryAt").asText()).isGreaterThan("2026-11-23T10:00:00.123Z");
        assertThat(instance("{\"name\": \"Mended\"}").json().get("fault").isNull()).isTrue();
    }

    private Answer notify(String more) {
        return api
                .notify("{\"notification\": {\"title\": \"T\"}, \"sendTo\": {\"recipients\": [\"a\"]}, " + more + "}");
    }

    private JsonNode delivery(String more) {
        String request = notify(more).json().get("requestId").asText();
        String id = api.get(api.asApp("/v3/notifications/" + request)).json().get("deliveries").get(0).get("id")
                .asText();
        return api.get(api.asApp("/v3/deliveries/" + id)).json();
    }

    private Answer post(String path) {
        return api.send(api.asApp(path).POST(BodyPublishers.noBody()));
    }

    private Answer budget(String json) {
        return api.send(api.asAdmin("/v1/apps/" + api.app.id()), "PATCH", json);
    }

    private Answer instance(String json) {
        return api.send(api.asAdmin(path()), "PATCH", json);
    }

    private String path() {
        return api.instances(api.app) + "/" + api.instance.id();
    }
}
