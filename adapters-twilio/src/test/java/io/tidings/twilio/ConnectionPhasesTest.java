package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether a message was surely not sent depends on how far its request came. In no case does a second request leave.
 */
@Timeout(20)
class ConnectionPhasesTest {

    private static final String CREATED = "{\"sid\":\"" + Given.SID + "\",\"status\":\"queued\"}";

    @Test
    void connectionRefused_isDeferred() throws Exception {
        var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();

        assertDeferred(sendTo(URI.create("http://127.0.0.1:" + closed.getLocalPort())), "not_connected");
    }

    @Test
    void unknownHost_isDeferred() {
        assertDeferred(sendTo(URI.create("http://twilio.invalid")), "unknown_host");
    }

    @Test
    void connectionThatIsNeverMade_isDeferred() {
        // TEST-NET-1 of RFC 5737: nobody answers there, and some networks say so at once.
        SendOutcome outcome = sendTo(Given.impatient(URI.create("http://192.0.2.1")));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Deferred.class,
                deferred -> assertThat(deferred.fault().code()).isIn("connect_timeout", "not_connected"));
    }

    @RepeatedTest(20)
    void handshakeThatFails_isDeferred() throws Exception {
        try (var strict = new RawServer(connection -> {
            connection.write("\u0015\u0003\u0003\u0000\u0002\u0002\u0028"); // The alert "handshake failure".
            connection.hang();
        })) {
            assertDeferred(sendTo(secure(strict)), "tls_failed");
        }
    }

    @Test
    void serverWithoutTls_getsNothingAndIsNeverSaidToHaveAnswered() throws Exception {
        try (var plain = new RawServer(connection -> {
            connection.write("220 smtp.example.com ready\r\n");
            connection.hang();
        })) {
            assertThat(sendTo(secure(plain))).isInstanceOfAny(SendOutcome.Deferred.class, SendOutcome.Uncertain.class);
        }
    }

    @Test
    void certificateThatNobodyTrusts_isDeferred(@TempDir Path dir) throws Exception {
        try (var server = new RawServer(untrusted(dir), RawServer.Connection::readRequest)) {
            assertDeferred(sendTo(secure(server)), "tls_failed");

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void handshakeThatNeverEnds_isDeferred() throws Exception {
        try (var silent = new RawServer(RawServer.Connection::hang)) {
            assertDeferred(sendTo(Given.impatient(secure(silent))), "connect_timeout");
        }
    }

    @Test
    void connectionClosedBeforeAnythingWasRead_leavesNoSecondRequest() throws Exception {
        try (var server = new RawServer(RawServer.Connection::reset)) {
            SendOutcome outcome = sendTo(server.url());

            // The kernel took the bytes: whether they left depends on who was faster.
            assertThat(outcome).isInstanceOfAny(SendOutcome.Uncertain.class, SendOutcome.Deferred.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void connectionClosedAfterTheRequest_isUncertain() throws Exception {
        assertUncertain("connection_lost", connection -> {});
    }

    @Test
    void connectionResetAfterTheRequest_isUncertain() throws Exception {
        assertUncertain("connection_lost", RawServer.Connection::reset);
    }

    @Test
    void noAnswer_isUncertainAfterTheTimeout() throws Exception {
        assertUncertain("timeout", RawServer.Connection::hang);
    }

    @Test
    void answerThatStopsInItsBody_isUncertainAfterTheTimeout() throws Exception {
        assertUncertain("timeout", connection -> {
            connection.write("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"sid\":");
            connection.hang();
        });
    }

    @Test
    void answerThatBreaksOffInItsBody_isUncertain() throws Exception {
        assertUncertain("connection_lost",
                connection -> connection.write("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"sid\":"));
    }

    @Test
    void answerThatIsNoHttp_isUncertain() throws Exception {
        assertUncertain("connection_lost", connection -> connection.write("220 smtp.example.com ready\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"sid\":null}", "{\"sid\":\"\"}", "{\"sid\":\"XX1\"}", "[]", "created",
        "{\"sid\":\"SM0123456789abcdef0123456789abcdef\"} and more"})
    void createdWithoutAnIdentifier_isUncertain(String body) throws Exception {
        assertUncertain("unreadable_answer",
                connection -> connection.answer("201 Created", "application/json", body));
    }

    @Test
    void answerLargerThanAnyOfTwilios_isUncertain() throws Exception {
        String body = "{\"padding\":\"" + "x".repeat(LimitedBody.MAX_BYTES) + "\",\"sid\":\"" + Given.SID + "\"}";

        assertUncertain("unreadable_answer",
                connection -> connection.answer("201 Created", "application/json", body));
    }

    @Test
    void redirect_isNotFollowedAndUncertain() throws Exception {
        try (var elsewhere = new RawServer(connection -> {
            connection.readRequest();
            connection.answer("201 Created", "application/json", CREATED);
        })) {
            assertUncertain("http_302", connection -> connection.write("HTTP/1.1 302 Found\r\nLocation: "
                    + elsewhere.url() + "/\r\nContent-Length: 0\r\n\r\n"));

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable",
        "504 Gateway Timeout", "408 Request Timeout"})
    void serverErrorAsHtml_isUncertain(String status) throws Exception {
        assertUncertain("http_" + status.substring(0, 3),
                connection -> connection.answer(status, "text/html", "<html>" + status + "</html>"));
    }

    @Test
    void connectionThatTwilioClosesWhileItIsIdle_neverRepeatsTheRequest() throws Exception {
        var answered = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer("201 Created", "application/json", CREATED);
            answered.countDown();
            closing.await();
            connection.readRequest();
            connection.reset();
        }); var provider = new TwilioWhatsApp(Given.patient(server.url()))) {
            assertThat(provider.send(Given.message("+919900009999"))).isInstanceOf(SendOutcome.Accepted.class);
            answered.await();
            closing.countDown();

            // The second request goes out over the kept connection, which breaks instead of answering.
            assertThat(provider.send(Given.message("+919900009999"))).isInstanceOf(SendOutcome.Uncertain.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void interruptedSend_isUncertainAndStaysInterrupted() throws Exception {
        var read = new CountDownLatch(1);
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            read.countDown();
            connection.hang();
        });
                var provider = new TwilioWhatsApp(
                        new TwilioSettings(server.url(), Duration.ofSeconds(5), Duration.ofSeconds(30)))) {
            var sender = new Object() {
                SendOutcome outcome;
                boolean interrupted;
            };
            Thread thread = Thread.ofVirtual().start(() -> {
                sender.outcome = provider.send(Given.message("+919900009999"));
                sender.interrupted = Thread.currentThread().isInterrupted();
            });
            read.await();
            thread.interrupt();
            thread.join();

            assertThat(sender.outcome).isInstanceOf(SendOutcome.Uncertain.class);
            assertThat(sender.interrupted).isTrue();
        }
    }

    @Test
    void closedProvider_defersWhatWasNotSent() throws Exception {
        try (var server = new RawServer(RawServer.Connection::hang)) {
            var provider = new TwilioWhatsApp(Given.patient(server.url()));
            provider.close();

            assertThat(provider.send(Given.message("+919900009999"))).isInstanceOf(SendOutcome.Deferred.class);
        }
    }

    @Test
    void questionsWithoutAnAnswer_areUnansweredAndFailVerification() throws Exception {
        try (var server = new RawServer(RawServer.Connection::hang);
                var provider = new TwilioWhatsApp(Given.impatient(server.url()))) {
            assertThat(provider.lookUp(new LookUp.ByReference(Given.SETTINGS, Given.SID)))
                    .isInstanceOf(LookUpOutcome.Unanswered.class);
            assertThat(provider.verify(Given.SETTINGS)).isInstanceOf(Verification.Fails.class);
        }
    }

    private static ServerSocket untrusted(Path dir) throws Exception {
        Path file = dir.resolve("own.p12");
        int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1",
                "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
                .inheritIO().start().waitFor();
        assertThat(exit).isZero();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), "changeit".toCharArray()), "changeit".toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static URI secure(RawServer server) {
        return URI.create(server.url().toString().replace("http:", "https:"));
    }

    private static SendOutcome sendTo(URI url) {
        return sendTo(Given.patient(url));
    }

    private static SendOutcome sendTo(TwilioSettings settings) {
        try (var provider = new TwilioWhatsApp(settings)) {
            return provider.send(Given.message("+919900009999"));
        }
    }

    private static void assertDeferred(SendOutcome outcome, String code) {
        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Deferred.class, deferred -> {
            assertThat(deferred.fault().code()).isEqualTo(code);
            assertThat(deferred.fault().kind()).isEqualTo(FaultKind.RETRY);
        });
    }

    private static void assertUncertain(String code, RawServer.Behaviour afterTheRequest) throws IOException {
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            afterTheRequest.meet(connection);
        })) {
            TwilioSettings settings = code.equals("timeout")
                    ? Given.impatient(server.url())
                    : Given.patient(server.url());
            assertThat(sendTo(settings)).isInstanceOfSatisfying(SendOutcome.Uncertain.class,
                    uncertain -> assertThat(uncertain.fault().code()).isEqualTo(code));
            assertThat(server.requests()).hasSize(1);
        }
    }
}
