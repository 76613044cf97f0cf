package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What one caller has sent is never seen by another, and never taken for an answer, whatever else goes wrong. */
class ConnectionsTest {

    private static final int CALLERS = 12;
    private static final int ROUNDS = 60;

    /** Names whose bytes they are, and stands in all that a caller sends. */
    private static final Pattern MARK = Pattern.compile("mark-\\d+-\\d+-");

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    @AutoClose
    private final RunningApi api = new RunningApi();

    @Test
    void requestBehindAnOverlongBody_isAnsweredByItselfOrNotAtAll() throws IOException {
        List<String> answers = answers(sent(overlong("mark-0-0-") + get("mark-0-0-")));

        assertThat(answers.getFirst()).startsWith("HTTP/1.1 413 ").contains("body_too_large");
        assertThat(answers.subList(1, answers.size())).hasSizeLessThan(2)
                .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void callersAtTheSameTime_neverSeeEachOthersBytes() throws Exception {
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            var callers = new ArrayList<Callable<Void>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                callers.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        call("mark-" + number + "-" + round + "-", (number + round) % 5);
                    }
                    return null;
                });
            }
            for (Future<Void> caller : threads.invokeAll(callers)) {
                caller.get();
            }
        }
    }

    /** Else what is read after the answer to bad HTTP can, once in a long while, get into the answer of another. */
    @Test
    void memoryThatAConnectionHasGivenBack_isNotGivenToAnother() {
        ByteBufferPool buffers = HttpServer.connector(new Server(), new HttpConfiguration(),
                new HttpSettings("127.0.0.1", 0, Duration.ofSeconds(1), false)).getByteBufferPool();
        for (boolean direct : new boolean[]{false, true}) {
            RetainableByteBuffer first = buffers.acquire(8_192, direct);
            ByteBuffer kept = first.getByteBuffer();
            first.release();

            RetainableByteBuffer second = buffers.acquire(8_192, direct);
            kept.clear().put(0, (byte) 'x');

            assertThat(second.getByteBuffer().clear().get(0)).isZero();
        }
    }

    private void call(String mark, int kind) throws IOException {
        String wanted = put(mark, "{\"m\": \"" + mark.repeat(100) + "\"}");
        String request = switch (kind) {
            case 0 -> wanted + get(mark);
            case 1 -> overlong(mark) + get(mark);
            case 2 -> wanted + put(mark, mark.repeat(500)) + get(mark);
            // The rest is no HTTP, and stays unread.
            case 3 -> wanted + mark.repeat(500) + "\r\n\r\n" + get(mark);
            default -> wanted + put(mark, mark.repeat(500)).replace("Content-Length: ", "Content-Length: 9");
        };

        String all = sent(request);

        assertThat(MARK.matcher(all).results().map(found -> found.group()).distinct()).as(request)
                .isSubsetOf(mark);
        List<String> answers = answers(all);
        if (kind == 0 || kind == 2) {
            assertThat(answers).as(request).hasSize(kind == 0 ? 2 : 3);
            assertThat(answers.getLast()).startsWith("HTTP/1.1 200 ").contains(mark.repeat(100));
        }
    }

    /** Each begins where the one before ends, and none with anything else than a status line. */
    private static List<String> answers(String all) {
        var answers = new ArrayList<String>();
        for (String rest = all; !rest.isEmpty();) {
            assertThat(rest).startsWith("HTTP/1.1 ").contains("\r\n\r\n");
            int end = rest.indexOf("\r\n\r\n") + 4;
            var length = LENGTH.matcher(rest.substring(0, end));
            int whole = end + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            assertThat(rest).hasSizeGreaterThanOrEqualTo(whole);
            answers.add(rest.substring(0, whole));
            rest = rest.substring(whole);
        }
        return answers;
    }

    /** All that comes back; where the server hangs up on what it has not read, that may be less than it said. */
    private String sent(String request) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var socket = new Socket("127.0.0.1", api.server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted|closed|not connected).*");
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private String put(String mark, String body) {
        return "PUT /v3/users/" + mark + " HTTP/1.1\r\n" + headers() + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private String overlong(String mark) {
        return put(mark, mark.repeat(Body.MAX_LENGTH / mark.length() + 1));
    }

    private String get(String mark) {
        return "GET /v3/users/" + mark + " HTTP/1.1\r\n" + headers() + "Connection: close\r\n\r\n";
    }

    private String headers() {
        return api.rawHeaders().replace("Connection: close\r\n", "");
    }
}
