package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.http.RunningApi.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and categories as the SDKs ask for them. */
class TopicsTest {

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void topic_isMadeRenamedAndRemoved() {
        Answer made = send("POST", "/v3/topics", "{'identifier': 'news', 'name': 'News'}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().get("id").asText();
        assertThat(send("POST", "/v3/topics", "{'identifier': 'news'}").status()).isEqualTo(409);

        assertThat(send("PATCH", "/v3/topics/" + id, "{'name': 'All news'}").json().get("name").asText())
                .isEqualTo("All news");
        assertThat(api.get(api.asApp("/v3/topics")).json().at("/topics/0/identifier").asText()).isEqualTo("news");
        assertThat(send("DELETE", "/v3/topics/news", "").status()).isEqualTo(200);
        assertThat(send("DELETE", "/v3/topics/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void subscribers_areAttachedChangedListedAndDetached() {
        send("POST", "/v3/topics", "{'identifier': 'news'}");
        assertThat(send("POST", "/v3/topics/news/users",
                "{'users': [{'identifier': 'a+b@c.de', 'channels': ['sms']}, 'bob', {'identifier': 'eve'}]}").json()
                .get("subscribed").asInt()).isEqualTo(3);

        assertThat(send("PUT", "/v3/topics/news/users/a+b%40c.de", "{'channels': ['whatsapp']}").status())
                .isEqualTo(200);
        Answer of = api.get(api.asApp("/v3/topics/subscriptions/a+b@c.de"));
        assertThat(of.json().get("identifier").asText()).isEqualTo("a+b@c.de");
        assertThat(of.json().at("/subscriptions/0/topic").asText()).isEqualTo("news");
        assertThat(of.json().at("/subscriptions/0/channels").toString()).isEqualTo("[\"whatsapp\"]");

        assertThat(send("POST", "/v3/topics/news/detachUsers", "{'users': ['bob', 'nobody']}").body())
                .isEqualTo("{\"unsubscribed\":1}");
        String request = send("POST", "/v3/notifications",
                "{'notification': {'title': 'T'}, 'sendTo': {'topics': ['news'], 'recipients': ['eve']}}").json()
                .get("requestId").asText();
        assertThat(api.get(api.asApp("/v3/notifications/" + request)).json().get("deliveries")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /topics                  | {}                                                | identifier
            POST  | /topics                  | {'identifier': 7}                                 | identifier
            PATCH | /topics/news             | {'name': ' '}                                     | name
            POST  | /topics/news/users       | {'users': []}                                     | users
            POST  | /topics/news/users       | {'users': [{'identifier':'a', 'channels':['A']}]} | users[0].channels[0]
            POST  | /topics/news/users       | {'users': [{}]}                                   | users[0].identifier
            POST  | /topics/news/detachUsers | {'users': [{}]}                                   | users[0]
            PUT   | /topics/news/users/ann   | {}                                                | channels
            POST  | /categories              | {'name': 'N'}                                     | identifier
            """)
    void requestThatCannotBeUnderstood_namesTheField(String method, String path, String body, String field) {
        send("POST", "/v3/topics", "{'identifier': 'news'}");

        Answer answer = send(method, "/v3" + path, body.replace("''", "'"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/categories", "/v3/notifications/categories"})
    void categories_areMadeListedAndRemoved(String path) {
        Answer made = send("POST", path, "{'identifier': 'invoices', 'name': 'Invoices'}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(send("POST", path, "{'identifier': 'invoices'}").status()).isEqualTo(409);
        assertThat(api.get(api.asApp(path)).json().get("categories")).hasSize(1);
        assertThat(api.get(api.asApp(api.otherApp, path)).json().get("categories")).isEmpty();
        String id = made.json().get("id").asText();
        assertThat(send("DELETE", path + "/" + id, "").status()).isEqualTo(200);
        assertThat(send("DELETE", path + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void categoryOfANotification_isMadeOnTheFly() {
        for (int i = 0; i < 2; i++) {
            assertThat(send("POST", "/v3/notifications",
                    "{'notification': {'title': 'T', 'category': 'invoices'}, 'recipients': ['ann']}").status())
                    .isEqualTo(202);
        }
        assertThat(api.get(api.asApp("/v3/categories")).json().at("/categories/0/identifier").asText())
                .isEqualTo("invoices");
        assertThat(api.get(api.asApp("/v3/categories")).json().get("categories")).hasSize(1);
    }

    @Test
    void namesThatNobodyCanHave_areRefused() {
        assertThat(api.get(api.asApp("/v3/topics/subscriptions/" + "x".repeat(300))).status()).isEqualTo(400);
        assertThat(send("POST", "/v3/notifications/categories", "{}").status()).isEqualTo(400);
    }

    private Answer send(String method, String path, String json) {
        return api.send(api.asApp(path), method, json.replace('\'', '"'));
    }
}
