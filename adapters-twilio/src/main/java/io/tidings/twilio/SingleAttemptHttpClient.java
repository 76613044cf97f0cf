package io.tidings.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * The transport under twilio-java: one call is one HTTP request, whatever is answered.
 *
 * <p>twilio-java by itself posts three to six times where Twilio answers 5xx, and loses the status of an answer that is
 * no JSON. Here nothing is repeated, no redirect is followed, and the answer stays as it came. HTTP/1.1 only: with
 * HTTP/2 the JDK repeats any request that the server says it has not processed.
 */
final class SingleAttemptHttpClient extends com.twilio.http.HttpClient implements AutoCloseable {

    private final HttpClient http;
    private final String base;
    private final String contentBase;
    private final Duration deadline;

    SingleAttemptHttpClient(TwilioSettings settings) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                // By default each part of an answer wakes a thread of the system, which costs more than reading it.
                .executor(Thread::startVirtualThread)
                .build();
        this.base = settings.apiUrl().toString().replaceFirst("/+$", "");
        this.contentBase = settings.contentUrl().toString().replaceFirst("/+$", "");
        this.deadline = settings.connectTimeout().plus(settings.readTimeout());
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    /** @throws NoAnswerException when no answer came */
    @Override
    public Response makeRequest(Request request) {
        var body = new OneShotBody(request.encodeFormBody());
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(jdkRequest(request, body),
                head -> new LimitedBody());
        try {
            // The JDK's own timeout ends with the head of the answer; this one covers all of it.
            return twilioResponse(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failure) {
            Exception cause = failure.getCause() instanceof Exception thrown ? thrown : failure;
            // With TLS the client may draw on the body in the moment in which the handshake fails.
            throw new NoAnswerException(body.left() && !(cause instanceof SSLHandshakeException), cause);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new NoAnswerException(body.left(), late);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException(body.left(), interrupted);
        }
    }

    private HttpRequest jdkRequest(Request request, OneShotBody body) {
        var builder = HttpRequest.newBuilder(target(request))
                .header("Authorization", request.getAuthString())
                .header("Accept", "application/json")
                .header("User-Agent", "Tidings");
        return request.getMethod() == HttpMethod.POST
                ? builder.header("Content-Type", "application/x-www-form-urlencoded").POST(body).build()
                : builder.method(request.getMethod().name(), BodyPublishers.noBody()).build();
    }

    /**
     * The URL that twilio-java made, with our scheme and authority: it cannot be told another host itself without
     * mangling some.
     */
    private URI target(Request request) {
        URL url = request.constructURL();
        return URI.create((url.getHost().startsWith("content.") ? contentBase : base) + url.getFile());
    }

    private static Response twilioResponse(HttpResponse<String> answer) {
        Header[] headers = answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new BasicHeader(header.getKey(), value)))
                .toArray(Header[]::new);
        return new Response(answer.body(), answer.statusCode(), headers);
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    /** No answer came. */
    static final class NoAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean requestLeft;
        private final Exception reason;

        NoAnswerException(boolean requestLeft, Exception reason) {
            super(reason);
            this.requestLeft = requestLeft;
            this.reason = reason;
        }

        Answer.Missing missing() {
            return new Answer.Missing(requestLeft, reason);
        }
    }
}
