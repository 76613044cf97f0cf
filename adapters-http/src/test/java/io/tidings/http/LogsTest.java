package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tidings.http.RunningApi.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log and the statistics of an app. */
class LogsTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void eachFilter_findsWhatItSaysNewestFirst() {
        notify("ann", "+447700900123", "reminder");
        notify("ben", "+447700900456", null);
        api.engine.step(Runnable::run);
        notify("ann", "+447700900123", null, Optional.of("2026-11-24T10:00:00Z"));

        assertThat(users("")).containsExactly("ann", "ben", "ann");
        assertThat(users("user=ann")).containsExactly("ann", "ann");
        assertThat(users("state=queued")).containsExactly("ann");
        assertThat(users("state=sent&user=ben")).containsExactly("ben");
        assertThat(users("state=sent,queued")).hasSize(3);
        assertThat(users("state=delivered,queued")).containsExactly("ann");
        assertThat(users("reached=sent")).containsExactly("ben", "ann");
        assertThat(users("reached=seen")).isEmpty();
        assertThat(users("provider=none")).isEmpty();
        assertThat(users("provider=" + api.instance.provider())).hasSize(3);
        assertThat(users("category=reminder")).containsExactly("ann");
        assertThat(users("code=unknown_user")).isEmpty();
        assertThat(users("phone=0456")).containsExactly("ben");
        assertThat(users("phone=0456&user=ann")).isEmpty();
        assertThat(users("from=2026-11-23T10:00:00Z&to=2026-11-23T10:00:01%2B00:00")).hasSize(3);
        assertThat(users("from=2026-11-23T10:00:01Z")).isEmpty();
        assertThat(users("state=&user=")).hasSize(3);
    }

    @Test
    void entry_saysWhatIsKnown() {
        String request = notify("ann", "+447700900123", "reminder");
        api.engine.step(Runnable::run);

        JsonNode entry = logs("").json().get("logs").get(0);
        assertThat(entry.get("requestId").asText()).isEqualTo(request);
        assertThat(entry.get("category").asText()).isEqualTo("reminder");
        assertThat(entry.get("state").asText()).isEqualTo("sent");
        assertThat(entry.get("createdAt").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
        assertThat(entry.get("sentAt").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
        assertThat(entry.get("seenAt").isNull()).isTrue();
    }

    @Test
    void cursorsAndNumberedPages_leadThroughTheSameList() {
        for (int i = 0; i < 5; i++) {
            notify("user" + i, "+447700900123", null);
        }
        var followed = new ArrayList<String>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            JsonNode page = logs("limit=2&cursor=" + cursor.get()).json();
            followed.addAll(page.get("logs").findValuesAsText("user"));
            cursor = Optional.of(page.get("nextCursor")).filter(JsonNode::isTextual).map(JsonNode::asText);
        }
        assertThat(followed).containsExactly("user4", "user3", "user2", "user1", "user0");
        assertThat(users("page=1&limit=2")).containsExactly("user4", "user3");
        assertThat(users("page=3&limit=2")).containsExactly("user0");
        assertThat(users("page=4&limit=2")).isEmpty();
    }

    @Test
    void mistakes_areNamedAllAtOnce() {
        Answer answer = logs("stat=sent&state=SENT&from=yesterday&limit=many&user=a&user=b");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("stat", "state", "from", "limit", "user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "page=0", "page=101", "cursor=garbage", "page=1&cursor=x",
        "phone=123", "phone=+4477", "format=xml", "state=sent,gone", "state=sent&state=seen", "reached=queued",
        "format=csv&limit=10", "provider=A%20B", "to=2026-11-23",
        "to=-999999999-01-01T00:00:00Z", "from=%2B999999999-12-31T23:59:59Z"})
    void wrongValue_isRefused(String query) {
        assertThat(logs(query).status()).isEqualTo(400);
        assertThat(logs(query).json().get("errors")).hasSize(1);
    }

    @Test
    void logsOfOthers_areNotForEverybody() {
        assertThat(api.get(api.asApp("/v1/apps/" + api.app.id() + "/logs")).status()).isEqualTo(401);
        assertThat(api.get(api.asAdmin("/v1/apps/" + api.instance.id() + "/logs")).status()).isEqualTo(404);
        notify("ann", "+447700900123", null);
        assertThat(api.get(api.asAdmin("/v1/apps/" + api.otherApp.id() + "/logs")).json().get("logs")).isEmpty();
    }

    /** As OWASP describes it: a spreadsheet that opens the file would run it. */
    @Test
    void formulaInACsv_isText() throws IOException {
        notify("=HYPERLINK(\"http://evil.example\")", "+447700900123", "a \"quoted\", long story");
        notify("+447700900123", "+447700900123", "@SUM(1)");

        Answer answer = logs("format=csv");
        assertThat(answer.header("Content-Type")).contains("text/csv;charset=utf-8");
        assertThat(answer.body()).contains("\"a \"\"quoted\"\", long story\"").endsWith("\r\n");
        List<String[]> rows = csv(answer.body());
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst()).startsWith("id", "requestId", "user").hasSameSizeAs(rows.get(1));
        assertThat(rows.get(1)).contains("'+447700900123", "'@SUM(1)");
        assertThat(rows.get(2)).contains("'=HYPERLINK(\"http://evil.example\")", "a \"quoted\", long story");
    }

    @Test
    void export_holdsEverythingInTheOrderOfTheLog() throws IOException {
        for (int i = 0; i < 1_100; i++) {
            notify("user" + i, "+447700900123", null);
        }
        Answer lines = api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/logs").header("Accept",
                "application/x-ndjson"));
        assertThat(lines.header("Content-Type")).contains("application/x-ndjson;charset=utf-8");
        List<String> users = lines.body().lines().map(line -> Answer.parse(line).get("user").asText()).toList();
        assertThat(users).hasSize(1_100).startsWith("user1099", "user1098").endsWith("user0").doesNotHaveDuplicates();
        assertThat(csv(logs("format=csv").body()).stream().skip(1).map(row -> row[2]).toList()).isEqualTo(users);
        assertThat(csv(logs("format=csv&user=nobody").body())).hasSize(1);
        assertThat(logs("format=ndjson&state=queued,seen").body().lines()).hasSize(1_100);
        assertThat(logs("format=ndjson&state=sent,seen").body()).isEmpty();
        assertThat(logs("format=ndjson&user=nobody").body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                                    | text/csv
            text/csv;q=0.5, application/x-ndjson        | application/x-ndjson
            application/json, text/csv                  | application/json
            text/csv;q=0.5, application/json;q=0.9      | application/json
            Text/CSV;charset=utf-8, */*;q=0.1           | text/csv
            text/html, */*                              | application/json
            """)
    void whatIsLikedBest_isAnswered(String accepted, String type) {
        assertThat(api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/logs").header("Accept", accepted))
                .header("Content-Type").orElseThrow()).startsWith(type);
    }

    @Test
    void stats_countWhatWasAcceptedInTheLastDay() {
        notify("ann", "+447700900123", null);
        api.send(api.asApp("/v3/notifications"), "POST", "{\"notification\": {\"message\": \"Hello\"},"
                + " \"sendTo\": {\"recipients\": [\"nobody\"]}}");
        api.engine.step(Runnable::run);

        JsonNode stats = api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/stats")).json();
        assertThat(stats.get("interval").asText()).isEqualTo("hour");
        assertThat(stats.get("from").asText()).isEqualTo("2026-11-22T10:00:00.000Z");
        assertThat(stats.get("to").asText()).isEqualTo("2026-11-23T11:00:00.000Z");
        assertThat(stats.get("total").asInt()).isEqualTo(2);
        assertThat(stats.get("states").get("sent").asInt()).isEqualTo(1);
        assertThat(stats.get("explanations").get(0).get("code").asText()).isEqualTo("unknown_user");
        assertThat(stats.get("millis").get("sent").get("count").asInt()).isEqualTo(1);
        assertThat(stats.get("millis").get("seen").isNull()).isTrue();
        assertThat(stats.get("intervals")).hasSize(1);
        assertThat(stats.get("intervals").get(0).get("states").get("discarded").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval=week", "from=x", "by=hour", "from=2026-11-23T10:00:00Z&to=2026-11-23T10:00:00Z",
        "from=2026-11-01T00:00:00Z&interval=hour", "from=2020-01-01T00:00:00Z"})
    void wrongTimeOfStats_isRefused(String query) {
        Answer answer = api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/stats?" + query));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors")).hasSize(1);
    }

    private Answer logs(String query) {
        return api.get(api.asAdmin("/v1/apps/" + api.app.id() + "/logs?" + query));
    }

    private List<String> users(String query) {
        return logs(query).json().get("logs").findValuesAsText("user");
    }

    private static List<String[]> csv(String body) throws IOException {
        try (MappingIterator<String[]> rows = new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .readerFor(String[].class).readValues(body)) {
            return rows.readAll();
        }
    }

    private String notify(String user, String phone, String category) {
        return notify(user, phone, category, Optional.empty());
    }

    private String notify(String user, String phone, String category, Optional<String> sendAt) {
        var request = new HashMap<String, Object>(Map.of("notification", Map.of("message", "Hello"),
                "category", Optional.ofNullable(category).orElse(""),
                "sendTo", Map.of("recipients", List.of(Map.of("identifier", user, "phoneNumber", phone)))));
        sendAt.ifPresent(at -> request.put("sendAt", at));
        Answer answer = api.send(api.asApp("/v3/notifications"), "POST",
                new String(Json.write(request), StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.json().get("requestId").asText();
    }
}
