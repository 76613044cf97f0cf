package io.tidings.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The body of a request. */
final class Body {

    /** The most that a body may have, in bytes. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final Set<String> NOTHING = Set.of("", "null", "[]");

    private Body() {}

    /** The members of the JSON object that was sent. */
    static Fields json(Context ctx) {
        return json(bytesOfJson(ctx));
    }

    /**
     * The same, where a caller may send nothing: SDKs then send no body at all, {@code null}, or {@code []}, which is
     * PHP's way to write an empty object.
     *
     * @return fields without members where nothing was sent
     */
    static Fields jsonIfAny(Context ctx) {
        byte[] bytes = bytesOfJson(ctx);
        return bytes.length <= 8 && NOTHING.contains(new String(bytes, StandardCharsets.US_ASCII).strip())
                ? Fields.of(Map.of())
                : json(bytes);
    }

    /** The same, of the bytes that {@link #bytesOfJson} has read. */
    static Fields json(byte[] bytes) {
        return Fields.of(JsonReader.object(bytes));
    }

    /** The bytes as they were sent, by a caller who says that they are JSON. */
    static byte[] bytesOfJson(Context ctx) {
        requireJson(ctx.req().getContentType());
        return bytes(ctx);
    }

    /** The bytes as they were sent. */
    static byte[] bytes(Context ctx) {
        long announced = ctx.req().getContentLengthLong();
        if (announced > MAX_LENGTH) {
            throw tooLarge();
        }
        byte[] bytes;
        try {
            InputStream in = ctx.req().getInputStream();
            bytes = in.readNBytes(announced < 0 ? MAX_LENGTH + 1 : (int) announced);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new Refused(ErrorCode.BODY_TIMEOUT, "The body did not arrive in time. Send the request again.")
                    : new Refused(ErrorCode.MALFORMED_REQUEST,
                            "The body did not arrive whole. Send the request again.");
        }
        if (bytes.length > MAX_LENGTH) {
            throw tooLarge();
        }
        return bytes;
    }

    private static Refused tooLarge() {
        return new Refused(ErrorCode.BODY_TOO_LARGE,
                "The body must have at most " + MAX_LENGTH + " bytes. Send several requests instead.");
    }

    /** A request that does not say what it sends is taken at its word: it sends JSON. */
    private static void requireJson(String contentType) {
        if (contentType == null) {
            return;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").strip();
            json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!json) {
            throw new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be JSON in UTF-8: send the header Content-Type: application/json.");
        }
    }
}
