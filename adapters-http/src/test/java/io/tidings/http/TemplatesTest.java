package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.ProviderTemplate.Approval;
import io.tidings.domain.provider.ProviderTemplate;
import io.tidings.domain.provider.RateLimit;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.http.RunningApi.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates over HTTP. */
class TemplatesTest {

    private static final String REMINDER = """
            {"identifier": "reminder", "name": "Reminder", "contents": {"whatsapp": {
              "text": "Hello {{recipient.firstName}}, until {{data.day}}!",
              "outsideWindow": {"contentSid": "T1", "contentVariables": {"1": "{{data.day}}"}}}}}""";

    private static final String HELLO = "{\"text\": \"Hello\"}";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final RunningApi api = new RunningApi(provider, Optional.empty());
    private final String templates = "/v1/apps/" + api.app.id() + "/templates";

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void createdTemplate_isShownAsItWasGiven() {
        Answer created = post(REMINDER);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("identifier").asText()).isEqualTo("reminder");
        assertThat(created.json().get("version").asInt()).isZero();
        assertThat(created.json().get("contents")).isEqualTo(Answer.parse(REMINDER).get("contents"));
        assertThat(get("/reminder").json()).isEqualTo(created.json());
        assertThat(get("/" + created.json().get("id").asText()).json()).isEqualTo(created.json());
        assertThat(post(REMINDER).status()).isEqualTo(409);
    }

    /** As one that was made while a provider of another channel was installed. */
    @Test
    void contentOfOneOfTwoChannels_isRemoved() {
        Template plain = Samples.template(api.app.id(), "two-channels");
        ChannelContent content = plain.contents().get(Samples.WHATSAPP);
        for (String form : List.of("identifier", "id")) {
            var template = new Template(new TemplateId(UUID.randomUUID()), api.app.id(),
                    new TemplateIdentifier("by-" + form), "Two", Map.of(Samples.WHATSAPP, content, new Channel("sms"),
                            content),
                    0, Samples.NOW, Samples.NOW);
            api.stores.templates().add(template);
            String path = form.equals("id") ? "/v1/templates/" + template.id() : templates + "/by-identifier";
            Answer removed = api.send(api.asAdmin(path + "/contents/sms").DELETE());
            assertThat(removed.status()).as(removed.toString()).isEqualTo(200);
            assertThat(removed.json().get("contents").size()).isEqualTo(1);
        }
    }

    @Test
    void contents_areChangedChannelByChannel() {
        String id = post(REMINDER).json().get("id").asText();
        assertThat(send("PATCH", "/reminder", "{\"name\": \"Another\"}").json().get("name").asText())
                .isEqualTo("Another");
        assertThat(get("/reminder").json().at("/contents/whatsapp/outsideWindow/contentSid").asText()).isEqualTo("T1");
        for (String path : new String[]{templates + "/reminder", "/v1/templates/" + id}) {
            Answer put = api.send(api.asAdmin(path + "/contents/whatsapp"), "PUT", "{\"contentSid\": \"T2\"}");
            assertThat(put.json().at("/contents/whatsapp")).isEqualTo(
                    Answer.parse("{\"contentSid\": \"T2\", \"contentVariables\": {}}"));
            assertThat(api.get(api.asAdmin(path + "/contents/whatsapp")).json())
                    .isEqualTo(put.json().at("/contents/whatsapp"));
            assertThat(api.get(api.asAdmin(path + "/contents/sms")).status()).isEqualTo(404);
            assertThat(api.send(api.asAdmin(path + "/contents/whatsapp").DELETE()).json().at("/errors/0/field")
                    .asText()).isEqualTo("contents");
        }
        assertThat(send("PATCH", "/reminder", "{\"contents\": {\"whatsapp\": null}}").status()).isEqualTo(400);
    }

    @Test
    void put_createsAndReplaces() {
        String content = "{\"contents\": {\"whatsapp\": {\"text\": \"Hi\"}}}";
        assertThat(send("PUT", "/hello", content).status()).isEqualTo(201);
        Answer again = send("PUT", "/hello", content);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("version").asInt()).isEqualTo(1);
        assertThat(send("PUT", "/hello", "{\"identifier\": \"other\"}").json().at("/errors/0/field").asText())
                .isEqualTo("identifier");
    }

    @Test
    void changeOfAnotherVersionThanTheStoredOne_isRefused() {
        post(REMINDER);
        assertThat(send("PATCH", "/reminder", "{\"name\": \"One\", \"version\": 0}").status()).isEqualTo(200);
        assertThat(send("PATCH", "/reminder", "{\"name\": \"Two\", \"version\": 0}").status()).isEqualTo(409);
        assertThat(get("/reminder").json().get("name").asText()).isEqualTo("One");
    }

    @Test
    void list_goesOnWhereItEnded() {
        for (String identifier : new String[]{"b", "c", "a"}) {
            send("PUT", "/" + identifier, "{\"contents\": {\"whatsapp\": {\"text\": \"Hi\"}}}");
        }
        JsonNode first = get("?limit=2").json();
        assertThat(first.get("templates").findValuesAsText("identifier")).containsExactly("a", "b");
        JsonNode second = get("?limit=2&cursor=" + first.get("nextCursor").asText()).json();
        assertThat(second.get("templates").findValuesAsText("identifier")).containsExactly("c");
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(get("?limit=0").status()).isEqualTo(400);
        assertThat(get("?cursor=%20").status()).isEqualTo(400);
    }

    @Test
    void anotherAppAndNobody_seeNoTemplate() {
        String id = post(REMINDER).json().get("id").asText();
        String others = "/v1/apps/" + api.otherApp.id() + "/templates";
        assertThat(api.get(api.asAdmin(others + "/reminder")).status()).isEqualTo(404);
        assertThat(api.get(api.asAdmin(others + "/" + id)).status()).isEqualTo(404);
        assertThat(api.get(api.asAdmin(others)).json().get("templates")).isEmpty();
        assertThat(api.get(api.asApp(templates)).status()).isEqualTo(401);
        assertThat(api.get(api.asApp("/v1/templates/" + id + "/contents/whatsapp")).status()).isEqualTo(401);
    }

    @Test
    void everyRequest_asksWhoCallsAndWhatIsThere() {
        post(REMINDER);
        String nowhere = templates.replace(api.app.id().toString(), UUID.randomUUID().toString());
        String unknown = "/v1/templates/" + UUID.randomUUID() + "/contents/whatsapp";
        for (String request : List.of("GET ", "POST ", "GET /reminder", "PUT /reminder", "PATCH /reminder",
                "DELETE /reminder", "POST /reminder/preview", "GET /reminder/contents/whatsapp",
                "PUT /reminder/contents/whatsapp", "DELETE /reminder/contents/whatsapp")) {
            String[] words = request.split(" ", 2);
            assertThat(api.send(api.asNobody(templates + words[1]), words[0], HELLO).status()).isEqualTo(401);
            assertThat(api.send(api.asAdmin(nowhere + words[1]), words[0], HELLO).status()).isEqualTo(404);
        }
        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertThat(api.send(api.asNobody(unknown), method, HELLO).status()).isEqualTo(401);
            assertThat(api.send(api.asAdmin(unknown), method, HELLO).status()).isEqualTo(404);
        }
    }

    @Test
    void contentsThatCannotBe_orAreOfAnotherVersion_changeNothing() {
        String id = post(REMINDER).json().get("id").asText();
        assertThat(send("PUT", "/reminder", "{\"contents\": {\"whatsapp\": {\"text\": \"a\"}}, \"version\": 9}")
                .status()).isEqualTo(409);
        for (String path : List.of(templates + "/reminder", "/v1/templates/" + id)) {
            assertThat(api.send(api.asAdmin(path + "/contents/whatsapp"), "PUT", "{\"text\": \"{{\"}").json()
                    .at("/errors/0/field").asText()).isEqualTo("text");
            assertThat(api.send(api.asAdmin(path + "/contents/whatsapp"), "PUT", "{\"text\": \"a\", \"version\": 9}")
                    .status()).isEqualTo(409);
        }
        assertThat(get("/reminder").json().get("version").asInt()).isZero();
    }

    @Test
    void providerThatCannotBeAsked_isABadGateway() {
        var broken = new ProviderInstance(api.instance.id(), api.app.id(), api.instance.provider(),
                api.instance.channel(), "Broken", ProviderSettings.NONE, true, 0, 1, RateLimit.STANDARD, 0,
                Samples.NOW, Samples.NOW);
        api.stores.providerInstances().replace(broken);
        Answer answer = api.get(api.asAdmin(api.instances(api.app) + "/" + api.instance.id() + "/templates"));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().get("code").asText()).isEqualTo("provider_failed");
        assertThat(answer.json().get("message").asText()).contains(ScriptedProvider.TOKEN);
    }

    @Test
    void removedTemplate_isGone() {
        post(REMINDER);
        assertThat(api.send(api.asAdmin(templates + "/reminder").DELETE()).status()).isEqualTo(204);
        assertThat(api.send(api.asAdmin(templates + "/reminder").DELETE()).status()).isEqualTo(404);
        assertThat(api.notify("""
                {"notification": {"templateIdentifier": "reminder"}, "recipients": ["ann"]}""").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text": "Hi {{data.x"}                                     | text                       | line 1
            {"text": "Hi {{name}}"}                                     | text                       | names name, which
            {"text": " "}                                               | text                       | 1 to 4096
            {"text": 7}                                                 | text                       | must be text
            {}                                                          | text                       | contentSid
            {"text": "a", "contentSid": "T1"}                           | text                       | not both
            {"text": "a", "contentVariables": {"1": "b"}}               | contentVariables           | contentSid
            {"contentSid": "HX1"}                                       | contentSid                 | T followed by
            {"contentSid": "T1", "contentVariables": {"1": "{{a"}}      | contentVariables.1         | line 1
            {"contentSid": "T1", "outsideWindow": {"contentSid": "T2"}} | outsideWindow              | at any time
            {"contentSid": "T1", "contentVariables": {"1": "{{a}}"}}    | contentVariables.1         | names a, which
            {"text": "a", "outsideWindow": {"text": "b"}}               | outsideWindow.contentSid   | is required
            {"text": "a", "outsideWindow": {"contentSid": "no"}}        | outsideWindow.contentSid   | T followed by
            """)
    void contentThatCannotBe_isRefusedByItsField(String content, String field, String message) {
        Answer answer = send("PUT", "/bad", "{\"contents\": {\"whatsapp\": " + content + "}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("contents.whatsapp." + field);
        assertThat(answer.json().at("/errors/0/message").asText()).contains(message);
        assertThat(get("/bad").status()).isEqualTo(404);
    }

    @Test
    void identifierAndChannelsThatCannotBe_areRefused() {
        assertThat(fieldOf(post("{\"identifier\": \"a b\", \"contents\": {\"whatsapp\": {\"text\": \"a\"}}}")))
                .isEqualTo("identifier");
        assertThat(fieldOf(post("{\"identifier\": \"a\"}"))).isEqualTo("contents");
        assertThat(fieldOf(post("{\"identifier\": \"a\", \"contents\": {\"pigeon\": {\"text\": \"a\"}}}")))
                .isEqualTo("contents.pigeon");
        assertThat(fieldOf(post("{\"identifier\": \"a\", \"contents\": {\"NO\": {\"text\": \"a\"}}}")))
                .isEqualTo("contents.NO");
    }

    @Test
    void preview_showsWhatWouldBeSentAndSendsNothing() {
        post(REMINDER);
        Answer answer = send("POST", "/reminder/preview", """
                {"channel": "whatsapp", "data": {"day": "Monday"}, "recipient": {"firstName": "Ann"}}""");
        assertThat(answer.json()).isEqualTo(Answer.parse("""
                {"channel": "whatsapp", "sends": {"text": "Hello Ann, until Monday!"}, "missing": [],
                 "outsideWindow": {"sends": {"contentSid": "T1", "contentVariables": {"1": "Monday"}},
                                   "missing": []}}"""));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void preview_namesWhatIsMissing() {
        post(REMINDER);
        api.send(api.asApp("/v3/users/ann"), "PUT", "{\"firstName\": \"Ann\"}");
        assertThat(send("POST", "/reminder/preview", "{\"recipient\": \"ann\"}").json()).isEqualTo(Answer.parse("""
                {"channel": "whatsapp", "sends": null, "missing": ["data.day"],
                 "outsideWindow": {"sends": null, "missing": ["data.day"]}}"""));
        assertThat(send("POST", "/reminder/preview", "{}").json().get("missing"))
                .isEqualTo(Answer.parse("[\"recipient.firstName\", \"data.day\"]"));
        assertThat(send("POST", "/reminder/preview", "{\"recipient\": \"bob\"}").status()).isEqualTo(422);
        assertThat(send("POST", "/reminder/preview", "{\"channel\": \"sms\"}").status()).isEqualTo(404);
        assertThat(send("POST", "/reminder/preview", "{\"recipient\": 7}").status()).isEqualTo(400);
    }

    @Test
    void templatesOfTheProvider_areListed() {
        provider.having(template("T1", Approval.APPROVED), template("T2", Approval.PENDING));
        String path = api.instances(api.app) + "/" + api.instance.id() + "/templates";
        JsonNode first = api.get(api.asAdmin(path)).json();
        assertThat(first.get("templates").get(0)).isEqualTo(Answer.parse("""
                {"contentSid": "T1", "name": "Name of T1", "language": "en", "variables": {"1": "10:00"},
                 "approval": "approved", "rejection": null, "category": "UTILITY", "preview": "At {{1}}."}"""));
        JsonNode second = api.get(api.asAdmin(path + "?limit=1&cursor=" + first.get("nextCursor").asText())).json();
        assertThat(second.at("/templates/0/approval").asText()).isEqualTo("pending");
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(fieldOf(api.get(api.asAdmin(path + "?cursor=x")))).isEqualTo("cursor");
        assertThat(fieldOf(api.get(api.asAdmin(path + "?limit=101")))).isEqualTo("limit");
        assertThat(api.get(api.asApp(path)).status()).isEqualTo(401);
        assertThat(api.get(api.asAdmin(api.instances(api.otherApp) + "/" + api.instance.id() + "/templates"))
                .status()).isEqualTo(404);
    }

    private static ProviderTemplate template(String reference, Approval approval) {
        return new ProviderTemplate(reference, "Name of " + reference, Optional.of("en"), Map.of("1", "10:00"),
                approval, Optional.empty(), Optional.of("UTILITY"), Optional.of("At {{1}}."));
    }

    private static String fieldOf(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asText();
    }

    private Answer get(String path) {
        return api.get(api.asAdmin(templates + path));
    }

    private Answer post(String json) {
        return send("POST", "", json);
    }

    private Answer send(String method, String path, String json) {
        return api.send(api.asAdmin(templates + path), method, json);
    }
}
