package io.tidings.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.testing.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The requests that Engagespot's SDKs for Python, Ruby and Go write, byte by byte, and the answers that they insist on.
 * None of them encodes an identifier beyond what its HTTP library does by itself.
 */
class SdkRequestsTest extends Journey {

    private record Answer(int status, Map<String, String> headers, String body) {

        /** All three read every body as JSON, the errors too. */
        JsonNode json() {
            assertThat(headers.get("content-type")).isEqualTo("application/json");
            return Backend.read(body);
        }
    }

    /** engagespot-python: {@code requests.put(url, headers=headers, json=profile)}, anything but 200 is a failure. */
    @Test
    void python_createsUsersAndSends() {
        Answer user = python("PUT", "/v3/users/maria@example.org",
                "{\"name\": \"Mar\\u00eda\", \"phoneNumber\": \"+447700940100\"}");
        Answer phone = python("PUT", "/v3/users/+447700940101", "{\"phoneNumber\": \"+447700940101\"}");
        // Requests encodes what cannot stand in a URL, and sends no body for None.
        Answer bare = python("PUT", "/v3/users/Zo%C3%AB%20M", "");
        Answer sent = python("POST", "/v3/notifications", "{\"notification\": {\"message\": \"Hello\"}, \"sendTo\": "
                + "{\"recipients\": [\"maria@example.org\", \"+447700940101\"]}}");
        Answer refused = python("POST", "/v3/notifications", "{\"notification\": {\"workflow\": {\"identifier\": "
                + "\"plan-expiry-notification\"}}, \"sendTo\": {\"recipients\": [\"user-001\"]}}");

        assertThat(List.of(user.status(), phone.status(), bare.status())).containsOnly(200);
        assertThat(user.json().at("/profile/name").asText()).isEqualTo("María");
        assertThat(phone.json().get("identifier").asText()).isEqualTo("+447700940101");
        assertThat(bare.json().get("identifier").asText()).isEqualTo("Zoë M");
        assertAccepted(sent, "seen");
        assertRefused(refused, 422, "unknown_reference");
    }

    /**
     * engagespot-ruby: {@code HTTParty.put(url, headers: headers, body: profile.to_json)}; no profile is {@code null}.
     */
    @Test
    void ruby_createsUsersAndSends() {
        Answer user = ruby("PUT", "/v3/users/ruby@example.org",
                "{\"name\":\"John Doë\",\"phoneNumber\":\"+447700950100\"}");
        Answer bare = ruby("PUT", "/v3/users/ruby/2", "null");
        Answer sent = ruby("POST", "/v3/notifications",
                "{\"notification\":{\"message\":\"Hello\"},\"sendTo\":{\"recipients\":[\"ruby@example.org\"]}}");
        Answer refused = ruby("POST", "/v3/notifications", "{\"notification\":{\"message\":\"Hello\"}}");

        assertThat(List.of(user.status(), bare.status())).containsOnly(200);
        assertThat(user.json().at("/profile/name").asText()).isEqualTo("John Doë");
        assertThat(bare.json().get("identifier").asText()).isEqualTo("ruby/2");
        assertAccepted(sent, "seen");
        assertRefused(refused, 400, "invalid_request");
    }

    /** engagespot-go: always a workflow, {@code null} for no data; any 2xx with the text {@code requestId} will do. */
    @Test
    void go_sends() {
        Answer sent = go("{\"notification\":{\"workflow\":{\"identifier\":\"\"}},\"data\":null,"
                + "\"sendTo\":{\"recipients\":[\"user-001\"]}}");
        Answer refused = go("{\"notification\":{\"workflow\":{\"identifier\":\"workflow-identifier\"}},"
                + "\"data\":{\"key\":\"a \\u003c b\"},\"sendTo\":{\"recipients\":[\"user-001\"]}}");

        assertAccepted(sent, "discarded");
        assertRefused(refused, 422, "unknown_reference");
    }

    private void assertAccepted(Answer answer, String end) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("requestId").isTextual()).isTrue();
        backend.awaitState(backend.firstDelivery(answer.json().get("requestId").asText()), end);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        assertThat(answer.json().get("error").isTextual()).isTrue();
        assertThat(answer.json().get("message").isTextual()).isTrue();
    }

    private Answer python(String method, String path, String json) {
        return exchange(method + " " + path + " HTTP/1.1", """
                Host: %s
                User-Agent: python-requests/2.32.3
                Accept-Encoding: gzip, deflate
                Accept: */*
                Connection: keep-alive
                Content-Type: application/json
                X-ENGAGESPOT-API-KEY: %s
                X-ENGAGESPOT-API-SECRET: %s
                Content-Length: %s
                """, json);
    }

    private Answer ruby(String method, String path, String json) {
        return exchange(method + " " + path + " HTTP/1.1", """
                Content-Type: application/json
                X-Engagespot-Api-Key: %2$s
                X-Engagespot-Api-Secret: %3$s
                Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3
                Accept: */*
                User-Agent: Ruby
                Connection: close
                Host: %1$s
                Content-Length: %4$s
                """, json);
    }

    private Answer go(String json) {
        return exchange("POST /v3/notifications HTTP/1.1", """
                Host: %s
                User-Agent: Go-http-client/1.1
                Content-Length: %4$s
                Content-Type: application/json
                X-Engagespot-Api-Key: %2$s
                X-Engagespot-Api-Secret: %3$s
                Accept-Encoding: gzip
                """, json);
    }

    private Answer exchange(String line, String headers, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = line + "\n" + headers.formatted(installation.url.getAuthority(), backend.apiKey(),
                backend.apiSecret(), body.length) + "\n";
        try (var socket = new Socket(installation.url.getHost(), installation.url.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The connection may stay open, so that only the length tells where the answer ends. */
    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        var headers = new TreeMap<String, String>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(": ");
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the answer ended within its head");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
