package io.tidings.bootstrap.generated;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** How a request says where its body ends. */
enum Framing {

    LENGTH(true),

    CHUNKED(true),

    /** The body goes on behind its length: good for this request, and no good as the next one. */
    SHORT(true),

    /** The caller ends before the body does. */
    CUT(false),

    /** In chunks, with a length that is no number instead of the last one's. */
    CHUNKED_BADLY(false),

    /** Both a length and chunks, of which each hop may believe another. */
    BOTH(false);

    private final boolean good;

    Framing(boolean good) {
        this.good = good;
    }

    /** Mostly the usual one. */
    static Framing any(Random random) {
        return random.nextInt(4) > 0 ? LENGTH : values()[random.nextInt(values().length)];
    }

    /** Whether it is good HTTP. */
    boolean good() {
        return good;
    }

    /** @param head without the empty line at its end */
    byte[] of(String head, byte[] body, Random random) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(ascii(switch (this) {
            case LENGTH -> length(body.length);
            case SHORT -> length(random.nextInt(body.length + 1));
            case CUT -> length(body.length + 10);
            case CHUNKED, CHUNKED_BADLY -> "Transfer-Encoding: chunked\r\n";
            case BOTH -> length(body.length) + "Transfer-Encoding: chunked\r\n";
        } + "\r\n"));
        switch (this) {
            case LENGTH, SHORT, CUT -> bytes.writeBytes(body);
            case CHUNKED, BOTH -> chunks(bytes, body, "0", random);
            case CHUNKED_BADLY -> chunks(bytes, body, "zz", random);
        }
        return bytes.toByteArray();
    }

    private static String length(int length) {
        return "Content-Length: " + length + "\r\n";
    }

    private static void chunks(ByteArrayOutputStream to, byte[] body, String last, Random random) {
        for (int from = 0; from < body.length;) {
            int end = from + 1 + random.nextInt(body.length - from);
            to.writeBytes(ascii(Integer.toHexString(end - from) + (random.nextBoolean() ? "" : ";x=y") + "\r\n"));
            to.writeBytes(Arrays.copyOfRange(body, from, end));
            to.writeBytes(ascii("\r\n"));
            from = end;
        }
        to.writeBytes(ascii(last + "\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
