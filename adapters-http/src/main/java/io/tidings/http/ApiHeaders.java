package io.tidings.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** What every answer carries, and what no request may. */
final class ApiHeaders implements HttpConfiguration.Customizer {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    /** Javalin obeys it and would serve another method than the one that proxies and logs have seen. */
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    static void putTo(HttpFields.Mutable headers) {
        headers.put(NO_STORE);
        headers.put(NO_SNIFF);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        putTo(responseHeaders);
        return request.getHeaders().contains(METHOD_OVERRIDE) ? new WithoutOverride(request) : request;
    }

    private static final class WithoutOverride extends Request.Wrapper {

        private final HttpFields headers;

        WithoutOverride(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE).asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
