package io.tidings.bootstrap.journey;

import io.tidings.bootstrap.testing.Backend;
import io.tidings.bootstrap.testing.Signatures;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Requests as Twilio makes them when it calls back. */
final class TwilioRequests {

    private TwilioRequests() {}

    static String signature(String url, Map<String, String> form) {
        return Signatures.sign(SimulatorSettings.DEFAULT.authToken(), url, new TreeMap<>(form));
    }

    static HttpResponse<String> post(Backend backend, String url, Map<String, String> form) {
        return post(backend, url, form, signature(url, form));
    }

    /** @param signature null stands for a request without one */
    static HttpResponse<String> post(Backend backend, String url, Map<String, String> form, String signature) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (signature != null) {
            headers.put("X-Twilio-Signature", signature);
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI target = URI.create(url);
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return backend.exchange("POST", target.getRawPath() + query, headers, body);
    }
}
