package io.tidings.twilio;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's body that can be sent once, and that knows whether it was.
 *
 * <p>The JDK's client asks for a body only when the connection stands (with TLS: when the handshake is done) and the
 * request's head is written. So a body that nobody asked for never left, and without its body no server can act on the
 * request. A client that repeats a request by itself, as the JDK's does for some failures and system properties, would
 * have to ask twice: it is turned away.
 */
final class OneShotBody implements BodyPublisher {

    private final BodyPublisher bytes;
    private final AtomicBoolean left = new AtomicBoolean();

    OneShotBody(String text) {
        this.bytes = BodyPublishers.ofString(text);
    }

    /** Whether a part of the body may have been sent. */
    boolean left() {
        return left.get();
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (left.compareAndSet(false, true)) {
            bytes.subscribe(subscriber);
        } else {
            subscriber.onSubscribe(new Nothing());
            subscriber.onError(new IOException("a message is handed over once"));
        }
    }

    private record Nothing() implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
