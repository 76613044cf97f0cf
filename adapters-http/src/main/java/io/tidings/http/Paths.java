package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.Problem;
import io.tidings.domain.app.AppId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What stands in the path of a request. */
final class Paths {

    private Paths() {}

    /** @throws Problem.NotFound when it is no UUID: nothing has such an identifier */
    static UUID uuid(Context ctx, String parameter, String what) {
        return uuid(ctx.pathParam(parameter), what);
    }

    /** The same, of what stands elsewhere in the request. */
    static UUID uuid(String text, String what) {
        try {
            UUID uuid = UUID.fromString(text);
            // Java reads 1-1-1-1-1 as one, too; there is one way to write an identifier of ours.
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as one that does not exist.
        }
        throw new Problem.NotFound(what);
    }

    /** @throws Problem.NotFound when no app can be called so */
    static AppId app(Context ctx) {
        return new AppId(uuid(ctx, "appId", "app"));
    }

    /** @throws Problem.NotFound when no channel can be called so */
    static Channel channel(Context ctx) {
        try {
            return new Channel(ctx.pathParam("channel"));
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound("channel");
        }
    }

    /** How many items a page is to have; the use case says whether so many may be asked for. */
    static int limit(Context ctx, int usual, int most) {
        String limit = ctx.queryParam("limit");
        try {
            return limit == null ? usual : Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw new Problem.Invalid("limit", "must be a whole number from 1 to " + most);
        }
    }

    /**
     * The user whose identifier is all that follows so many segments of the path, as it was sent: the SDKs do not
     * encode identifiers, and one may hold a slash.
     *
     * @throws Problem.Invalid when nobody can be called so
     */
    static UserId user(Context ctx, int segments) {
        return user(ctx, segments, "");
    }

    /** The same, of what stands before that end of the path. */
    static UserId user(Context ctx, int segments, String end) {
        String path = ctx.path();
        int at = 0;
        for (int i = 0; i <= segments; i++) {
            at = path.indexOf('/', at) + 1;
        }
        return user(path.substring(at, Math.max(at, end.isEmpty() ? path.length() : path.lastIndexOf(end))));
    }

    /** The same, of a part of the path. */
    static UserId user(String raw) {
        try {
            return new UserId(decoded(raw));
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("identifier", e.getMessage());
        }
    }

    /**
     * Undoes percent-encoding (RFC 3986) exactly once. What callers left unencoded, as a plus sign, stays as it is.
     *
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static String decoded(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int c = raw.codePointAt(at);
            if (c == '%') {
                bytes.write(encodedByte(raw, at));
                at += 3;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be UTF-8 beneath its percent-encoding", e);
        }
    }

    private static int encodedByte(String raw, int percent) {
        if (percent + 2 < raw.length()) {
            int high = Character.digit(raw.charAt(percent + 1), 16);
            int low = Character.digit(raw.charAt(percent + 2), 16);
            if (high >= 0 && low >= 0) {
                return high << 4 | low;
            }
        }
        throw new IllegalArgumentException("must have two hexadecimal digits after each percent sign");
    }
}
