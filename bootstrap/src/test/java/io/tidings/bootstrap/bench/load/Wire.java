package io.tidings.bootstrap.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A load that costs next to nothing, for it shares the machine with what it measures: one thread serves all
 * connections, each of which is kept and sends its next request when it has its answer.
 */
public final class Wire {

    /** How soon a connection without a request asks for one again. */
    private static final long PAUSE_MILLIS = 1;

    private final InetSocketAddress address;
    private final int connections;

    public Wire(URI url, int connections) {
        this.address = new InetSocketAddress(url.getHost(), url.getPort());
        this.connections = connections;
    }

    /** Asks for so long, and waits for what was asked. */
    public Answers run(Duration time, Source source) {
        return run(System.nanoTime() + time.toNanos(), source);
    }

    /** Asks until the source is exhausted, and waits for the last answer. */
    public Answers run(Source source) {
        return run(Long.MAX_VALUE, source);
    }

    /** The connections are made for each run: a server may hang up on those that it has not heard of for long. */
    private Answers run(long until, Source source) {
        var answers = new Answers();
        var exchanges = new ArrayList<Exchange>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                exchanges.add(new Exchange(address, selector));
            }
            long start = System.nanoTime();
            int busy = 0;
            boolean more = true;
            while (more || busy > 0) {
                more = more && System.nanoTime() < until && !source.exhausted();
                busy += more ? begin(exchanges, source) : 0;
                selector.select(PAUSE_MILLIS);
                busy -= proceed(selector, answers, () -> System.nanoTime() < until ? source.next() : null);
            }
            answers.over((System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            exchanges.forEach(Exchange::close);
        }
        return answers;
    }

    /** @return how many connections have nothing to do any more */
    private static int proceed(Selector selector, Answers answers, Supplier<byte[]> next) throws IOException {
        int idle = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            var exchange = (Exchange) key.attachment();
            if (exchange.proceed(answers)) {
                byte[] request = next.get();
                if (request == null) {
                    idle++;
                } else {
                    exchange.begin(request);
                }
            }
        }
        selector.selectedKeys().clear();
        return idle;
    }

    /** @return how many idle connections have got something to do */
    private static int begin(List<Exchange> exchanges, Source source) throws IOException {
        int begun = 0;
        for (Exchange exchange : exchanges) {
            if (exchange.idle()) {
                byte[] request = source.next();
                if (request == null) {
                    break;
                }
                exchange.begin(request);
                begun++;
            }
        }
        return begun;
    }
}
