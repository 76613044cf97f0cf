package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.tidings.application.CallbackUrls;
import io.tidings.application.Callbacks;
import io.tidings.application.Problem;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where providers report. No credentials: each provider proves its callbacks in its own way, from the request exactly
 * as it was sent.
 */
final class CallbackRoutes {

    private static final String OF_APP = "/api/v1/apps/{apiKey}/webhook/{providerId}";
    private static final String OF_INSTANCE = "/v1/providerInstances/{id}/callback";

    private final Callbacks callbacks;
    private final CallbackUrls urls;

    CallbackRoutes(Callbacks callbacks, CallbackUrls urls) {
        this.callbacks = callbacks;
        this.urls = urls;
    }

    void addTo(RoutesConfig routes) {
        Handler ofApp = ctx -> answer(ctx, callbacks.ofApp(apiKey(ctx), providerId(ctx), request(ctx)));
        routes.post(OF_APP, ofApp);
        routes.get(OF_APP, ofApp);
        Handler ofInstance = ctx -> {
            var id = new ProviderInstanceId(Paths.uuid(ctx, "id", "provider instance"));
            answer(ctx, callbacks.ofInstance(id, request(ctx)));
        };
        List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)
                .forEach(method -> routes.addHttpHandler(method, OF_INSTANCE, ofInstance));
    }

    private static void answer(Context ctx, Callbacks.Result result) {
        switch (result) {
            case Callbacks.Result.Applied applied -> Json.answerNothing(ctx);
            case Callbacks.Result.Ignored ignored -> Json.answerNothing(ctx);
            case Callbacks.Result.Received(CallbackAnswer answer) ->
                ctx.status(200).contentType(answer.contentType()).result(answer.body());
            case Callbacks.Result.Forged forged -> throw new Refused(ErrorCode.UNPROVEN_CALLBACK,
                    "Nothing proves that the provider has sent this, so it changes nothing. The provider must call the"
                            + " public URL that Tidings is configured with, and sign with the credentials of the"
                            + " provider instance.");
        }
    }

    private CallbackRequest request(Context ctx) {
        return new CallbackRequest(ctx.req().getMethod(), url(ctx), headers(ctx), Body.bytes(ctx));
    }

    /** Without a public URL, as on a developer's machine, the request itself must say how it reached us. */
    private URI url(Context ctx) {
        String base = urls.publicUrl().map(URI::toString).orElseGet(() -> "http://" + ctx.header("Host"));
        String query = ctx.queryString();
        try {
            return URI.create(base + ctx.path() + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.MALFORMED_REQUEST, "The URL has characters that must be percent-encoded.");
        }
    }

    private static Map<String, List<String>> headers(Context ctx) {
        var headers = new HashMap<String, List<String>>();
        for (String name : Collections.list(ctx.req().getHeaderNames())) {
            headers.put(name, Collections.list(ctx.req().getHeaders(name)));
        }
        return headers;
    }

    private static ApiKey apiKey(Context ctx) {
        try {
            return new ApiKey(ctx.pathParam("apiKey"));
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound("app");
        }
    }

    private static ProviderId providerId(Context ctx) {
        try {
            return new ProviderId(ctx.pathParam("providerId"));
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound("provider instance");
        }
    }
}
