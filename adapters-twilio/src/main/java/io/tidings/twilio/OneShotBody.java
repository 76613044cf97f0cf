package io.tidings.twilio;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's body that can be sent once, and that knows whether it was.
 *
 * <p>The JDK's client draws on a body only when the connection stands and the request's head is on its way. So a body
 * that nobody drew on never left, and without its body no server can act on the request. A client that repeats a
 * request by itself, as the JDK's does for some failures and system properties, would have to subscribe twice: it is
 * turned away.
 */
final class OneShotBody implements BodyPublisher {

    private final byte[] bytes;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile boolean drawnOn;

    OneShotBody(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a part of the body may have been sent. */
    boolean left() {
        return drawnOn;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        boolean first = subscribed.compareAndSet(false, true);
        subscriber.onSubscribe(new Whole(subscriber, first));
        if (!first) {
            subscriber.onError(new IOException("a message is handed over once"));
        }
    }

    /** Hands over all bytes at the first demand. The client calls it from one thread at a time. */
    private final class Whole implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private boolean open;

        Whole(Flow.Subscriber<? super ByteBuffer> subscriber, boolean open) {
            this.subscriber = subscriber;
            this.open = open;
        }

        @Override
        public void request(long n) {
            if (open) {
                open = false;
                drawnOn = true;
                subscriber.onNext(ByteBuffer.wrap(bytes));
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            open = false;
        }
    }
}
