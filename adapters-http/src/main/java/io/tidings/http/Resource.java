package io.tidings.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Something that is the same for everybody for as long as the process runs.
 *
 * @param tag its name for caches, quoted as RFC 9110 wants it; weak, as it names the packed and the plain form alike
 */
record Resource(String type, byte[] plain, byte[] packed, String tag) {

    static Resource of(String type, byte[] bytes) {
        return new Resource(type, bytes, packed(bytes), tag(bytes));
    }

    static Resource of(String type, String text) {
        return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Answers with it, packed where the caller unpacks, and with nothing where the caller has it already.
     *
     * @param caching how long it may be kept, as Cache-Control says it
     * @param policy  what a page made of it may do, as Content-Security-Policy says it
     */
    void answer(Context ctx, String caching, String policy) {
        ctx.header("Cache-Control", caching).header("ETag", tag).header("Vary", "Accept-Encoding")
                .header("Content-Security-Policy", policy).header("Referrer-Policy", "no-referrer");
        if (Optional.ofNullable(ctx.header("If-None-Match")).filter(known -> known.equals("*") || known.contains(tag))
                .isPresent()) {
            ctx.status(304).res().setContentType(null);
            return;
        }
        boolean packs = Optional.ofNullable(ctx.header("Accept-Encoding")).filter(all -> all.contains("gzip"))
                .isPresent();
        if (packs) {
            ctx.header("Content-Encoding", "gzip");
        }
        byte[] bytes = packs ? packed : plain;
        ctx.contentType(type).header("Content-Length", Integer.toString(bytes.length));
        ctx.result(bytes);
    }

    /** A text that lies beside this class. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** @param name beside this class, or absolute */
    static byte[] bytes(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream(bytes.length / 3);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return packed.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
