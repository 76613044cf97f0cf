package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.Intake.Idempotency;
import io.tidings.domain.notification.IdempotencyKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A caller's name for a request: in the header of the IETF's draft (draft-ietf-httpapi-idempotency-key-header), quoted
 * as the draft wants it or bare as most clients send it, or in the body for clients that cannot set headers.
 */
final class IdempotencyHeader {

    static final String REPLAY = "Idempotency-Replay";

    private static final String NAME = "Idempotency-Key";
    private static final String MEMBER = "idempotencyKey";

    private IdempotencyHeader() {}

    /** Two requests are the same when their bodies are, byte by byte. What is wrong is noted in the fields. */
    static Optional<Idempotency> read(Context ctx, Fields body, byte[] bytes) {
        List<String> headers = Collections.list(ctx.req().getHeaders(NAME));
        Optional<String> inBody = body.text(MEMBER);
        if (headers.isEmpty()) {
            return inBody.flatMap(value -> named(MEMBER, value, body, bytes));
        }
        if (headers.size() > 1) {
            body.wrong(NAME, "must be given once");
            return Optional.empty();
        }
        String inHeader = unquoted(headers.getFirst().strip(), body);
        if (inBody.filter(value -> !value.equals(inHeader)).isPresent()) {
            body.wrong(MEMBER, "differs from the header " + NAME + "; give one of them");
        }
        return named(NAME, inHeader, body, bytes);
    }

    private static Optional<Idempotency> named(String where, String value, Fields body, byte[] bytes) {
        try {
            return Optional.of(new Idempotency(new IdempotencyKey(value), sha256(bytes)));
        } catch (IllegalArgumentException e) {
            body.wrong(where, e.getMessage());
            return Optional.empty();
        }
    }

    /** A string of RFC 8941, section 3.3.3: a backslash stands before quotes and backslashes. */
    private static String unquoted(String value, Fields body) {
        if (!value.startsWith("\"")) {
            return value;
        }
        if (!value.matches("\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"")) {
            body.wrong(NAME, "must be a quoted string, or text without quotes");
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
