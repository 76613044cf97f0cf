package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.http.RunningApi.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationsTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void acceptedNotification_isAnsweredWithItsRequestId() {
        Answer answer = api.notify("""
                {"notification": {"title": "Hello"}, "sendTo": {"recipients": ["ann@example.com"]}}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("requestId");
        assertThat(answer.json().get("requestId").isTextual()).isTrue();
        assertThat(accepted(answer).content().title()).contains("Hello");
    }

    @Test
    void everyField_reachesTheNotification() {
        Notification accepted = accepted(api.notify("""
                {"notification": {"title": "T", "message": "M", "url": "https://example.com", "icon": "I",
                    "category": "inner", "data": {"inner": 1}},
                 "sendTo": {"recipients": ["a"]}, "category": "outer", "data": {"outer": [1, 2.50, null, true]},
                 "sendAt": "2026-11-24T09:24:10.000+05:30",
                 "override": {"channels": ["whatsapp"], "scripted": {"_config": {"SCRIPTED_SENDER": "AC1"},
                    "Body": "b"}}}"""));

        assertThat(accepted.content().message()).contains("M");
        assertThat(accepted.content().url()).contains("https://example.com");
        assertThat(accepted.content().icon()).contains("I");
        assertThat(accepted.category()).contains("outer");
        assertThat(accepted.data()).isEqualTo(JsonObject.of(Map.of("outer",
                Arrays.asList(1, new BigDecimal("2.50"), null, true))));
        assertThat(accepted.sendAt()).contains(Instant.parse("2026-11-24T03:54:10Z"));
        assertThat(accepted.overrides().channels().orElseThrow()).containsExactly(Samples.WHATSAPP);
        assertThat(accepted.overrides().of(ScriptedProvider.ID).settings().get("SCRIPTED_SENDER")).contains("AC1");
        assertThat(accepted.overrides().of(ScriptedProvider.ID).body()).isEqualTo(JsonObject.of(Map.of("Body", "b")));
    }

    @Test
    void override_isTold_withoutTheSettings() {
        String request = api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": ["a"]}, "override": {
                    "channel": {"whatsapp": {"To": "+447700900100"}},
                    "scripted": {"_config": {"SCRIPTED_SENDER": "AC1"}, "SCRIPTED_TOKEN": "hush", "Body": "b"}}}""")
                .json().get("requestId").asText();

        Answer told = api.get(api.asApp("/v3/notifications/" + request));

        assertThat(told.json().get("override"))
                .isEqualTo(Answer.parse("{\"scripted\": {\"To\": \"+447700900100\", \"Body\": \"b\"}}"));
        assertThat(told.body()).doesNotContain("hush", "AC1");
    }

    @Test
    void categoryAndData_areReadFromTheInnerPositionWhereTheOuterIsEmpty() {
        Notification accepted = accepted(api.notify("""
                {"notification": {"title": "T", "category": "inner", "data": {"inner": 1}},
                 "sendTo": {"recipients": ["a"]}, "category": null, "data": {}, "override": {}}"""));

        assertThat(accepted.category()).contains("inner");
        assertThat(accepted.data()).isEqualTo(JsonObject.of(Map.of("inner", 1)));
    }

    @Test
    void recipientsOfBothPositions_areUnited() {
        Answer answer = api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": ["a", {"identifier": "b", "name": "B"}]},
                 "recipients": ["c", "a"]}""");

        assertThat(deliveries(answer)).extracting(delivery -> delivery.order().user().value())
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void inlineRecipient_becomesAUser() {
        api.notify("""
                {"notification": {"title": "T"},
                 "sendTo": {"recipients": [{"identifier": "b", "phoneNumber": "+447700900123", "a": {"b": [1]}}]}}""");

        assertThat(api.stores.profiles().find(api.app.id(), new UserId("b")).orElseThrow().properties())
                .isEqualTo(JsonObject.of(Map.of("phoneNumber", "+447700900123", "a", Map.of("b", List.of(1)))));
    }

    @Test
    void nullsEmptyObjectsAndUnknownKeys_areTolerated() {
        Answer answer = api.notify("""
                {"notification": {"title": "T", "message": null, "workflow": {}, "templateId": null, "data": null,
                    "templateIdentifier": "", "whatever": {"x": [{}]}},
                 "sendTo": {"recipients": ["a"], "topics": []}, "recipients": null, "category": null, "data": {},
                 "override": {}, "sendAt": null, "somethingNew": 7}""");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    /** PHP has one way to write an empty list and an empty object. */
    @Test
    void emptyListInThePlaceOfFreeData_isAnEmptyObject() {
        Answer answer = api.notify("""
                {"notification": {"title": "T", "data": []}, "sendTo": {"recipients": ["a"]}, "data": [],
                 "override": []}""");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    @Test
    void templateIdOfAnyLength_isRead() {
        assertThat(api.notify("""
                {"notification": {"templateId": 12345678901234567890}, "recipients": ["a"]}""").json()
                .at("/errors/0/message").asText()).endsWith("does not exist: 12345678901234567890");
    }

    /** Such as applications name that come from Engagespot and its in-app inbox. */
    @Test
    void channelThatNobodyServes_isADiscardedDelivery() {
        String id = api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": ["a"]},
                 "override": {"channels": ["inApp", "whatsapp"]}}""").json().get("requestId").asText();
        JsonNode progress = api.get(api.asApp("/v3/notifications/" + id)).json();

        assertThat(progress.get("deliveries").findValuesAsText("channel")).containsExactlyInAnyOrder("inApp",
                "whatsapp");
        assertThat(progress.at("/counts/discarded").asInt()).isEqualTo(1);
    }

    @Test
    void allMistakesOfARequest_areNamedTogether() {
        Answer answer = api.notify("""
                {"notification": {"title": 1, "workflow": [7], "data": "x"},
                 "sendTo": {"recipients": ["ok", 7, {"identifier": true}, {"name": "n"}, " ", null],
                    "topics": ["t", 1]},
                 "recipients": "c", "category": {}, "override": ["x"], "sendAt": "tomorrow"}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("Bad Request");
        assertThat(answer.json().findValuesAsText("field")).containsExactlyInAnyOrder("notification.title",
                "notification.workflow", "notification.data", "sendTo.recipients[1]", "sendTo.recipients[2].identifier",
                "sendTo.recipients[3].identifier", "sendTo.recipients[4]", "sendTo.recipients[5]", "sendTo.topics[1]",
                "recipients", "category", "override", "sendAt");
        assertThat(answer.json().get("message").asText())
                .contains("sendTo.recipients[2].identifier must be text", "notification.title must be text",
                        "sendTo.recipients[4] must not be empty", "sendTo.recipients[3].identifier is required",
                        "sendAt must be a moment in ISO 8601 with its offset");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                               | 400 | notification
            {"notification": null, "recipients": ["a"]}                      | 400 | notification
            {"notification": {"title": "T"}}                                 | 400 | sendTo.recipients
            {"notification": {"title": "T"}, "sendTo": {"recipients": []}}   | 400 | sendTo.recipients
            {"notification": {"templateIdentifier": "x"}, "recipients": ["a"]} | 422 | notification.templateIdentifier
            {"notification": {"templateId": 483561}, "recipients": ["a"]}    | 422 | notification.templateIdentifier
            {"notification": {"workflow": {"identifier": "x"}}, T2}          | 422 | notification.workflow.identifier
            {"notification": {"title": "T"}, "sendTo": {"topics": ["t"]}}    | 422 | sendTo.topics
            {T, "sendAt": "2026-07-02T09:24:10"}                             | 400 | sendAt
            {T, "sendAt": "2036-07-02T09:24:10Z"}                            | 400 | sendAt
            {T, "sendAt": "-999999999-01-01T00:00:00Z"}                      | 400 | sendAt
            {T, "override": {"channels": "whatsapp"}}                        | 400 | override.channels
            {T, "override": {"scripted": {"_config": 1}}}                    | 400 | override.scripted._config
            """)
    void requestThatCannotBeDone_namesTheField(String json, int status, String field) {
        String recipients = "\"recipients\": [\"a\"]";
        String sound = "\"notification\": {\"title\": \"T\"}, " + recipients;

        Answer answer = api.notify(json.replace("{T,", "{" + sound + ",").replace("T2", recipients));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void hugeNumberOfMistakes_isCutShort() {
        JsonNode answer = api.notify("{\"notification\": {}, \"recipients\": [" + "1,".repeat(9_999) + "1]}").json();

        assertThat(answer.get("errors")).hasSize(20);
    }

    @Test
    void progress_isShownAsDocumented() {
        String id = api.notify("""
                {"notification": {"title": "T", "category": "c"}, "sendTo": {"recipients": ["a"]}}""")
                .json().get("requestId").asText();
        Delivery delivery = deliveries(id).getFirst();

        Answer answer = api.get(api.asApp("/v3/notifications/" + id));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"requestId":"%s","createdAt":"2026-11-23T10:00:00.123Z","sendAt":null,"category":"c",\
                "notification":{"title":"T"},"override":{},\
                "counts":{"queued":1,"sending":0,"sent":0,"delivered":0,"seen":0,"discarded":0},\
                "deliveries":[{"id":"%s","user":"a","channel":"whatsapp","provider":"scripted","state":"queued",\
                "priority":"normal","stale":false,"held":false,"resendOf":null,\
                "explanation":null,"reference":null,"attempts":0,"updatedAt":"2026-11-23T10:00:00.123Z"}],\
                "nextCursor":null}""".formatted(id, delivery.id()));
    }

    @Test
    void story_isShownAsDocumented() {
        String id = api.notify("""
                {"notification": {"title": "T"}, "sendTo": {"recipients": ["a"]}, "override": {"channels": ["sms"]}}""")
                .json().get("requestId").asText();
        Delivery delivery = deliveries(id).getFirst();

        Answer answer = api.get(api.asApp("/v3/deliveries/" + delivery.id()));

        assertThat(answer.body()).isEqualTo("""
                {"id":"%s","user":"a","channel":"sms","provider":null,"state":"discarded",\
                "priority":"normal","stale":false,"held":false,"resendOf":null,\
                "explanation":{"code":"no_provider","message":"No provider is enabled for the channel sms. \
                Set one up and enable it, then send again.","link":null},"reference":null,"attempts":0,\
                "updatedAt":"2026-11-23T10:00:00.123Z","requestId":"%s","createdAt":"2026-11-23T10:00:00.123Z",\
                "expiresAt":"%s","timeline":[\
                {"at":"2026-11-23T10:00:00.123Z","event":"queued","state":"queued","attempt":0,"detail":"Accepted",\
                "code":null,"link":null},\
                {"at":"2026-11-23T10:00:00.123Z","event":"discarded","state":"discarded","attempt":0,\
                "detail":"No provider is enabled for the channel sms. Set one up and enable it, then send again.",\
                "code":"no_provider","link":null}]}""".formatted(delivery.id(), id, delivery.order().expiresAt()));
    }

    @Test
    void pages_followTheCursor() {
        String path = "/v3/notifications/" + api.notify("""
                {"notification": {"title": "T"}, "recipients": ["a", "b", "c"]}""").json().get("requestId").asText();

        JsonNode first = api.get(api.asApp(path + "?limit=2")).json();
        JsonNode second = api.get(api.asApp(path + "?limit=2&cursor=" + first.get("nextCursor").asText())).json();

        assertThat(first.get("deliveries")).hasSize(2);
        assertThat(second.get("deliveries")).hasSize(1);
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(second.get("counts").get("queued").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit", "limit=, limit", "limit=99999999999, limit",
        "cursor=%00%ff, cursor", "cursor=x, cursor"})
    void wrongPage_isRefused(String query, String field) {
        String path = "/v3/notifications/" + api.notify("""
                {"notification": {"title": "T"}, "recipients": ["a"]}""").json().get("requestId").asText();

        Answer answer = api.get(api.asApp(path + "?" + query));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().findValuesAsText("field")).containsExactly(field);
    }

    private Notification accepted(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return api.stores.notifications().find(id(answer.json().get("requestId").asText())).orElseThrow();
    }

    private List<Delivery> deliveries(Answer answer) {
        return deliveries(answer.json().get("requestId").asText());
    }

    private List<Delivery> deliveries(String requestId) {
        return api.stores.deliveries().ofNotification(id(requestId), Optional.empty(), 10).items();
    }

    private static NotificationId id(String text) {
        return new NotificationId(UUID.fromString(text));
    }
}
