package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Samples;
import io.tidings.http.RunningApi.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications are taken back by their identifier, or by the names of their run in every form that SDKs send. */
class CancelTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void notification_isCancelledByItsIdentifier() {
        String id = accept("reminder", "order-17");

        Answer answer = api.send(api.asApp("/v3/notifications/" + id + "/cancel"), "POST", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"cancelled\":2,\"tooLate\":0}");
        Answer after = api.get(api.asApp("/v3/notifications/" + id));
        assertThat(after.json().at("/counts/discarded").asInt()).isEqualTo(2);
        assertThat(after.json().at("/deliveries/0/explanation/code").asText()).isEqualTo("cancelled");
    }

    @Test
    void someRecipients_areCancelledAlone() {
        String id = accept("reminder", "order-17");

        Answer answer = api.send(api.asApp("/v3/notifications/" + id + "/cancel"), "POST",
                "{\"cancelFor\": {\"recipients\": [{\"identifier\": \"bob\"}]}}");

        assertThat(answer.body()).isEqualTo("{\"cancelled\":1,\"tooLate\":0}");
        assertThat(api.get(api.asApp("/v3/notifications/" + id)).json().at("/counts/queued").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PATCH, /v4/workflows/my%2Dreminder/cancel-run", "PATCH, /v3/workflows/my%2Dreminder/cancel-run",
        "POST, /v4/workflows/my%2Dreminder/cancel-run", "POST, /v3/workflows/my%2Dreminder/cancel-run",
        "PATCH, /v4/workflows/my%2Dreminder", "PATCH, /v3/workflows/my%2Dreminder",
        "PATCH, /workflows/my%2Dreminder", "PATCH, /workflows/my%2Dreminder/cancel-run",
        "POST, /workflows/my%2Dreminder/cancel-run"})
    void run_isCancelledInAllForms(String method, String path) {
        accept("my-reminder", "order-17");
        accept("my-reminder", "order-18");

        Answer answer = api.send(api.asApp(path), method,
                "{\"cancellationKey\": \"order-17\", \"cancelFor\": {\"recipients\": [\"ann\", \"bob\"]}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"cancelled\":2,\"tooLate\":0}");

        Answer ofAnother = api.send(api.asApp(api.otherApp, path), method, "{\"cancellationKey\": \"order-18\"}");
        assertThat(ofAnother.body()).isEqualTo("{\"cancelled\":0,\"tooLate\":0}");
        assertThat(api.send(api.asApp(path), method, "{}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                          | cancellationKey
            {"cancellationKey": 7}                                                      | cancellationKey
            {"cancellationKey": "k", "cancelFor": []}                                   | cancelFor
            {"cancellationKey": "k", "cancelFor": {"recipients": []}}                   | cancelFor.recipients
            {"cancellationKey": "k", "cancelFor": {"recipients": ["ann", 7]}}           | cancelFor.recipients[1]
            """)
    void cancellationThatCannotBeUnderstood_namesTheField(String body, String field) {
        Answer answer = api.send(api.asApp("/v4/workflows/w/cancel-run"), "PATCH", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void namesThatNoRunCanHave_areRefusedWhereverTheyStand() {
        for (String bad : List.of("x".repeat(256), "a\\u0007b")) {
            String key = "{\"cancellationKey\": \"" + bad + "\"}";
            Answer cancelled = api.send(api.asApp("/v4/workflows/w/cancel-run"), "PATCH", key);
            Answer accepted = api.notify("{\"notification\": {\"title\": \"T\", \"workflow\": {\"identifier\": \"w\", "
                    + key.substring(1) + "}, \"recipients\": [\"ann\"]}");

            assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(400);
            assertThat(cancelled.json().at("/errors/0/field").asText()).isEqualTo("cancellationKey");
            assertThat(accepted.status()).as(accepted.toString()).isEqualTo(400);
            assertThat(accepted.json().at("/errors/0/field").asText())
                    .isEqualTo("notification.workflow.cancellationKey");
        }
        for (String bad : List.of("x".repeat(256), "a%07b")) {
            Answer answer = api.send(api.asApp("/v4/workflows/" + bad), "PATCH", "{\"cancellationKey\": \"k\"}");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("identifier");
        }
    }

    @Test
    void keyWithoutAWorkflow_isRefusedAtOnceAsItCouldNeverBeCancelled() {
        Answer answer = api.notify("""
                {"notification": {"title": "T", "workflow": {"cancellationKey": "k"}}, "recipients": ["ann"]}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("notification.workflow.identifier");
    }

    @Test
    void cancellationForNobody_isRefusedAndChangesNothing() {
        String id = accept("reminder", "order-17");

        assertThat(api.send(api.asApp("/v3/notifications/" + id + "/cancel"), "POST",
                "{\"cancelFor\": {\"recipients\": []}}").status()).isEqualTo(400);
        assertThat(api.get(api.asApp("/v3/notifications/" + id)).json().at("/counts/queued").asInt()).isEqualTo(2);
    }

    private String accept(String workflow, String key) {
        api.stores.templates().add(Samples.template(api.app.id(), workflow));
        Answer answer = api.notify("""
                {"notification": {"title": "T", "workflow": {"identifier": "%s", "cancellationKey": "%s"}},
                "recipients": ["ann", "bob"], "sendAt": "2026-11-30T10:00:00Z"}""".formatted(workflow, key));
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().get("requestId").asText();
    }
}
