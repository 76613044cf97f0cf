package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.http.RunningApi.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request, sent again by a caller who did not hear the answer. */
class RepeatedRequestsTest {

    private static final String BODY = """
            {"notification": {"title": "T"}, "sendTo": {"recipients": ["a"]}}""";
    private static final String NAMED = """
            {"notification": {"title": "T"}, "sendTo": {"recipients": ["a"]}, "idempotencyKey": "k-1"}""";

    @AutoClose
    private final RunningApi api = new RunningApi();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {"k-1", "\"k-1\"", "\"a \\\" and a \\\\\""})
    void repeatedRequest_isAnsweredAsBefore(String header) {
        Answer first = named(header, BODY);
        Answer second = named(header, BODY);

        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replay")).isEmpty();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Idempotency-Replay")).contains("true");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void quotedAndBareKey_areTheSame() {
        assertThat(named("\"k-1\"", BODY).body()).isEqualTo(named("k-1", BODY).body());
    }

    @Test
    void keyInTheBody_servesAsWell() {
        Answer first = api.notify(NAMED);

        assertThat(api.notify(NAMED).body()).isEqualTo(first.body());
        assertThat(named("k-1", NAMED).header("Idempotency-Replay")).contains("true");
    }

    @Test
    void keysThatDiffer_areRefused() {
        Answer answer = named("k-2", NAMED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly("idempotencyKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"open", "\"a\"b\"", "\"a\\b\"", "\"\"", "\"a\";p=1"})
    void keyThatIsNoString_isRefused(String header) {
        Answer answer = named(header, BODY);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field")).contains("Idempotency-Key");
    }

    @Test
    void emptyKeyInTheBody_isRefused() {
        Answer answer = api.notify(NAMED.replace("k-1", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly("idempotencyKey");
    }

    @Test
    void keyThatIsTooLong_isRefused() {
        assertThat(named("k".repeat(IdempotencyKey.MAX_LENGTH), BODY).status()).isEqualTo(202);
        assertThat(named("k".repeat(IdempotencyKey.MAX_LENGTH + 1), BODY).status()).isEqualTo(400);
    }

    @Test
    void twoKeys_areRefused() {
        var request = api.asApp("/v3/notifications").header("Idempotency-Key", "a").header("Idempotency-Key", "b");

        assertThat(api.send(request, "POST", BODY).status()).isEqualTo(400);
    }

    @Test
    void otherPayload_isRefused() {
        named("k-1", BODY);

        Answer answer = named("k-1", BODY + " ");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("message").asText()).contains("key");
    }

    @Test
    void keyOfAnotherApp_isAnotherKey() {
        String first = named("k-1", BODY).body();
        var request = api.asApp(api.otherApp, "/v3/notifications").header("Idempotency-Key", "k-1");

        Answer other = api.send(request, "POST", BODY);

        assertThat(other.status()).isEqualTo(202);
        assertThat(other.body()).isNotEqualTo(first);
    }

    private Answer named(String key, String json) {
        return api.send(api.asApp("/v3/notifications").header("Idempotency-Key", key), "POST", json);
    }
}
