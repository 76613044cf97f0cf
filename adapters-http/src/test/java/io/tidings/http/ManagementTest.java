package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.secret.Secret;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementTest {

    private static final String SETTINGS = """
            "settings": {"SCRIPTED_TOKEN": "a-token", "SCRIPTED_SENDER": "AC0000000000000001"}""";

    private final ScriptedProvider provider = new ScriptedProvider();

    @AutoClose
    private final RunningApi api = new RunningApi(provider, Optional.of(RunningApi.PUBLIC_URL));

    @Test
    void newApp_showsItsSecretOnceAndCanUseIt() {
        Answer created = api.send(api.asAdmin("/v1/apps"), "POST", "{\"name\": \" Shop \"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().fieldNames()).toIterable().containsExactly("appId", "name", "apiKey", "apiSecret",
                "deliveryBudgetSeconds", "createdAt");
        assertThat(created.json().get("name").asText()).isEqualTo("Shop");
        String secret = created.json().get("apiSecret").asText();
        Answer all = api.get(api.asAdmin("/v1/apps"));
        assertThat(all.body()).doesNotContain(secret);
        assertThat(all.json().get("apps")).hasSize(3).last().satisfies(app -> assertThat(app.fieldNames()).toIterable()
                .containsExactly("appId", "name", "apiKey", "deliveryBudgetSeconds", "createdAt"));
        assertThat(api.send(api.asNobody("/v3/users/ann").header("X-ENGAGESPOT-API-KEY", created.json().get("apiKey")
                .asText()).header("X-ENGAGESPOT-API-SECRET", secret), "PUT", "{}").status()).isEqualTo(200);
    }

    @Test
    void newApp_mayBringItsBudget() {
        Answer created = api.send(api.asAdmin("/v1/apps"), "POST",
                "{\"name\": \"Shop\", \"deliveryBudgetSeconds\": 600}");

        assertThat(created.json().get("deliveryBudgetSeconds").asInt()).isEqualTo(600);
        assertThat(api.send(api.asAdmin("/v1/apps"), "POST", "{\"name\": \"Shop\", \"deliveryBudgetSeconds\": 0}")
                .status())
                .isEqualTo(400);
    }

    @Test
    void changeOfAnAppThatIsNotUnderstood_isRefused() {
        Answer answer = api.send(api.asAdmin("/v1/apps/" + api.app.id()), "PATCH",
                "{\"name\": \"Mall\", \"deliveryBudget\": 1, \"deliveryBudgetSeconds\": 600}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly("deliveryBudget");
        assertThat(api.stores.apps().find(api.app.id())).contains(api.app);
    }

    @Test
    void appIsRenamed_andNothingOfAChangeIsMadeWhenSomethingOfItCannotBe() {
        Answer wrong = api.send(api.asAdmin("/v1/apps/" + api.app.id()), "PATCH",
                "{\"name\": \"Mall\", \"deliveryBudgetSeconds\": 0}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(api.stores.apps().find(api.app.id())).contains(api.app);
        assertThat(api.send(api.asAdmin("/v1/apps/" + api.app.id()), "PATCH", "{\"name\": \" \"}").status())
                .isEqualTo(400);

        Answer renamed = api.send(api.asAdmin("/v1/apps/" + api.app.id()), "PATCH", "{\"name\": \"Mall\"}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json().get("name").asText()).isEqualTo("Mall");
        assertThat(renamed.json().get("deliveryBudgetSeconds").isNull()).isTrue();
    }

    @Test
    void lanes_tellWhatWaitsInEach() {
        api.send(api.asAdmin(api.instances(api.app)), "POST", """
                {"provider": "scripted", "name": "Slow", "messagesPerSecond": 3, "settings": {"SCRIPTED_TOKEN": "t",
                "SCRIPTED_SENDER": "AC0123456789abcdef"}}""");
        api.send(api.asApp("/v3/users/ann"), "PUT", "{}");
        api.send(api.asApp("/v3/notifications"), "POST", """
                {"notification": {"title": "T"}, "recipients": ["ann"], "priority": "urgent"}""");

        JsonNode lanes = api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/lanes")).json().get("lanes");
        JsonNode slow = StreamSupport.stream(lanes.spliterator(), false)
                .filter(lane -> lane.get("name").asText().equals("Slow")).findFirst().orElseThrow();
        assertThat(slow.get("messagesPerSecond").asInt()).isEqualTo(3);
        assertThat(slow.get("fault").isNull()).isTrue();
        assertThat(lanes.findValues("waiting").stream().mapToInt(waiting -> waiting.get("urgent").asInt()).sum())
                .isEqualTo(1);
        assertThat(lanes.findValues("waitingSince")).anyMatch(since -> !since.isNull());
    }

    @Test
    void rotatedSecret_voidsTheOldOne() {
        Answer rotated = api.send(api.asAdmin("/v1/apps/" + api.app.id() + "/secret").POST(BodyPublishers.noBody()));

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().fieldNames()).toIterable().containsExactly("appId", "apiKey", "apiSecret");
        assertThat(rotated.json().get("apiKey").asText()).isEqualTo(api.app.key().value());
        assertThat(api.send(api.asApp("/v3/users/ann"), "PUT", "{}").status()).isEqualTo(401);
        assertThat(api.stores.apps().findByKey(new ApiKey(api.app.key().value())).orElseThrow().secret())
                .isNotEqualTo(api.app.secret());
    }

    @Test
    void providers_areDescribedForAForm() {
        Answer answer = api.get(api.asAdmin("/v1/providers?channel=whatsapp"));

        assertThat(answer.body()).isEqualTo("""
                {"providers":[{"id":"scripted","channel":"whatsapp","name":"Scripted","settings":[\
                {"key":"SCRIPTED_TOKEN","label":"Token","help":"The test makes it up.","required":true,"secret":true,\
                "constraint":{"kind":"text","maxLength":100}},\
                {"key":"SCRIPTED_SENDER","label":"Sender","help":"The test makes it up.","required":true,\
                "secret":false,"constraint":{"kind":"pattern","regex":"AC[0-9a-f]{16}",\
                "says":"must be AC followed by 16 hexadecimal digits","example":"AC0123456789abcdef"}}],\
                "profileProperties":[{"path":"phoneNumber","help":"The phone number, such as +919988776655."}],\
                "reports":["sent","discarded","delivered","seen"],"setUpSteps":["Report to {callbackUrl}."],\
                "documentation":"https://example.com/scripted"}]}""");
        assertThat(api.get(api.asAdmin("/v1/providers?channel=sms")).body()).isEqualTo("{\"providers\":[]}");
        assertThat(api.get(api.asAdmin("/v1/providers")).json().get("providers")).hasSize(1);
        assertThat(api.get(api.asAdmin("/v1/providers?channel=No%20channel")).status()).isEqualTo(400);
    }

    @Test
    void createdInstance_isShownWithMaskedSecrets() {
        Answer created = api.send(api.asAdmin(api.instances(api.app)), "POST", "{\"provider\": \"scripted\", "
                + "\"name\": \"Second\", \"enabled\": false, \"position\": 2, \"concurrency\": 5, " + SETTINGS + "}");

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        String id = created.json().get("id").asText();
        assertThat(created.body()).isEqualTo("""
                {"id":"%s","provider":"scripted","channel":"whatsapp","name":"Second",\
                "settings":{"SCRIPTED_TOKEN":"********","SCRIPTED_SENDER":"AC0000000000000001"},"enabled":false,\
                "position":2,"concurrency":5,"messagesPerSecond":80,\
                "callbackUrl":"https://tidings.example.com/base/api/v1/apps/%s/webhook/scripted","fault":null,\
                "createdAt":"2026-11-23T10:00:00.123Z","updatedAt":"2026-11-23T10:00:00.123Z"}"""
                .formatted(id, api.app.key()));
        assertThat(api.get(api.asAdmin(api.instances(api.app) + "/" + id)).body()).isEqualTo(created.body());
        JsonNode all = api.get(api.asAdmin(api.instances(api.app))).json().get("providerInstances");
        assertThat(all.findValuesAsText("id")).containsExactly(api.instance.id().toString(), id);
    }

    @Test
    void patch_changesWhatItNamesAndKeepsMaskedSecrets() {
        Answer changed = api.send(api.asAdmin(path()), "PATCH", """
                {"name": "Renamed", "position": null, "settings": {"SCRIPTED_TOKEN": "********",
                    "SCRIPTED_SENDER": "AC0000000000000002"}}""");

        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.json().get("name").asText()).isEqualTo("Renamed");
        var stored = api.stores.providerInstances().find(api.instance.id()).orElseThrow();
        assertThat(stored.settings().get(ScriptedProvider.SENDER)).contains("AC0000000000000002");
        assertThat(stored.settings().get(ScriptedProvider.TOKEN))
                .isEqualTo(ScriptedProvider.SETTINGS.get(ScriptedProvider.TOKEN));
    }

    @Test
    void enableAndDisable_changeJustThat() {
        assertThat(put("/disable").get("enabled").asBoolean()).isFalse();
        assertThat(put("/enable").get("enabled").asBoolean()).isTrue();
    }

    @Test
    void verify_tellsWhetherTheSettingsWork() {
        Answer works = api.send(api.asAdmin(path() + "/verify").POST(BodyPublishers.noBody()));
        provider.verifying(new Verification.Fails(Samples.fault(FaultKind.SETTINGS)));
        Answer fails = api.send(api.asAdmin(path() + "/verify").POST(BodyPublishers.noBody()));

        assertThat(works.body()).isEqualTo("{\"works\":true,\"message\":\"a scripted account\",\"code\":null,"
                + "\"kind\":null,\"link\":null}");
        assertThat(fails.status()).isEqualTo(200);
        assertThat(fails.body()).isEqualTo("{\"works\":false,\"message\":\"A sample of a fault: settings.\","
                + "\"code\":\"sample_settings\",\"kind\":\"settings\","
                + "\"link\":\"https://example.com/faults/settings\"}");
    }

    @Test
    void deletedInstance_isGone() {
        Answer deleted = api.send(api.asAdmin(path()).DELETE());

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(api.get(api.asAdmin(path())).status()).isEqualTo(404);
    }

    @Test
    void instanceThatIsNeeded_isNotDeleted() {
        api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": [
                    {"identifier": "a", "phoneNumber": "+447700900123"}]}}""");
        api.engine.step(Runnable::run);

        Answer refused = api.send(api.asAdmin(path()).DELETE());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("in_use");
        assertThat(api.get(api.asAdmin(path())).status()).isEqualTo(200);
    }

    @Test
    void instanceWhoseProviderIsNotInstalledAnyMore_canOnlyBeLookedAtAndDeleted() {
        ProviderInstance gone = Samples.instance(api.app.id(), new ProviderId("gone"), Samples.WHATSAPP);
        api.stores.providerInstances().add(gone);
        String path = api.instances(api.app) + "/" + gone.id();

        for (Answer answer : List.of(api.send(api.asAdmin(path), "PATCH", "{}"),
                api.send(api.asAdmin(path + "/enable").PUT(BodyPublishers.noBody())),
                api.send(api.asAdmin(path + "/disable").PUT(BodyPublishers.noBody())),
                api.send(api.asAdmin(path + "/verify").POST(BodyPublishers.noBody())))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().get("code").asText()).isEqualTo("provider_not_installed");
        }
        assertThat(api.get(api.asAdmin(path)).json().get("settings").findValuesAsText(ScriptedProvider.SENDER))
                .containsExactly(Secret.MASK);
        assertThat(api.send(api.asAdmin(path).DELETE()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                  | provider
            {"provider": "other"}                               | provider
            {"provider": 1}                                     | provider
            {"provider": "scripted", "settings": [1]}           | settings
            {"provider": "scripted", "settings": {"SCRIPTED_TOKEN": 1}} | settings.SCRIPTED_TOKEN
            {"provider": "scripted", "enabled": "yes"}          | enabled
            {"provider": "scripted", "position": 1.5}           | position
            {"provider": "scripted", "concurrency": 3000000000} | concurrency
            """)
    void wrongInstance_namesTheField(String json, String field) {
        Answer answer = api.send(api.asAdmin(api.instances(api.app)), "POST", json);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void allWrongSettings_areNamedAndNeverShown() {
        Answer answer = api.send(api.asAdmin(api.instances(api.app)), "POST", """
                {"provider": "scripted", "settings": {"SCRIPTED_SENDER": "wrong-value", "TYPO": "wrong-value"}}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().findValuesAsText("field")).containsExactlyInAnyOrder("settings.SCRIPTED_TOKEN",
                "settings.SCRIPTED_SENDER", "settings.TYPO");
        assertThat(answer.body()).doesNotContain("wrong-value");
    }

    @ParameterizedTest
    @CsvSource({"1", "''", "null", "{}"})
    void appWithoutName_isRefused(String name) {
        Answer answer = api.send(api.asAdmin("/v1/apps"), "POST",
                "{\"name\": " + (name.isEmpty() ? "\"\"" : name) + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().findValuesAsText("field")).containsExactly("name");
    }

    @Test
    void instanceOfAnotherAppOrChannel_isNotFound() {
        String id = api.instance.id().toString();
        for (String path : List.of(api.instances(api.otherApp) + "/" + id,
                api.instances(api.app).replace("whatsapp", "sms") + "/" + id,
                api.instances(api.app).replace("whatsapp", "No") + "/" + id,
                "/v1/apps/" + id + "/channels/whatsapp/providerInstances/" + id)) {
            assertThat(api.get(api.asAdmin(path)).status()).as(path).isEqualTo(404);
            assertThat(api.send(api.asAdmin(path), "PATCH", "{}").status()).as(path).isEqualTo(404);
            assertThat(api.send(api.asAdmin(path).DELETE()).status()).as(path).isEqualTo(404);
        }
        assertThat(api.stores.providerInstances().find(api.instance.id())).contains(api.instance);
    }

    private String path() {
        return api.instances(api.app) + "/" + api.instance.id();
    }

    private JsonNode put(String verb) {
        Answer answer = api.send(api.asAdmin(path() + verb).PUT(BodyPublishers.noBody()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
