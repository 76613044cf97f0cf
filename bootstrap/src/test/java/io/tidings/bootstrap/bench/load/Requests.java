package io.tidings.bootstrap.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTTP/1.1 requests as they go over the wire, rendered before anything is measured. */
public final class Requests {

    private Requests() {}

    /** @param body empty for none */
    public static byte[] render(String method, URI url, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method).append(' ').append(url.getRawPath())
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ").append(url.getAuthority()).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (bytes.length > 0) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        byte[] top = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[top.length + bytes.length];
        System.arraycopy(top, 0, all, 0, top.length);
        System.arraycopy(bytes, 0, all, top.length, bytes.length);
        return all;
    }
}
