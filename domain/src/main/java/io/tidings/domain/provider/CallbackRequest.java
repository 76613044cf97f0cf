package io.tidings.domain.provider;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request that claims to come from a service, as it was received.
 *
 * @param method  in upper case
 * @param url     the URL as the service was given it: scheme and authority from our configured public URL (never from
 *                forwarded headers), path and query exactly as received, undecoded
 * @param headers names in any case; looked up without regard to it
 * @param body    the bytes as received
 */
public record CallbackRequest(String method, URI url, Map<String, List<String>> headers, byte[] body) {

    public CallbackRequest {
        var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
        body = body.clone();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
