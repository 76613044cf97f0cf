package io.tidings.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before any route is asked: what is no good HTTP, and all of it while the server stops. */
final class JettyErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        ApiHeaders.putTo(response.getHeaders());
        byte[] body = Json.write(Errors.Body.of(status, message(status)));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, HttpMethod.HEAD.is(request.getMethod()) ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String message(int status) {
        return switch (status) {
            case 400 -> "This is no well-formed HTTP request. Check its URL, headers and the framing of its body.";
            case 414 -> "The URL is too long.";
            case 431 -> "The headers are too large.";
            case 503 -> "The service is stopping. Try again soon.";
            default -> "The request cannot be served.";
        };
    }
}
