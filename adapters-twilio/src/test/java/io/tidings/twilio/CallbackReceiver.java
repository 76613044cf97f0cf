package io.tidings.twilio;

import com.sun.net.httpserver.HttpServer;
import io.tidings.domain.provider.CallbackRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Receives callbacks over HTTP, as the application does, and keeps them in the order of their arrival. */
final class CallbackReceiver implements AutoCloseable {

    private final BlockingQueue<CallbackRequest> received = new LinkedBlockingQueue<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                received.add(new CallbackRequest(exchange.getRequestMethod(),
                        URI.create(origin() + exchange.getRequestURI()), exchange.getRequestHeaders(), body));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A callback URL as the application makes them. */
    URI url() {
        return URI.create(origin() + "/callback?delivery=" + Given.DELIVERY);
    }

    CallbackRequest next() throws InterruptedException {
        CallbackRequest next = received.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no callback came");
        }
        return next;
    }

    List<CallbackRequest> next(int count) throws InterruptedException {
        var callbacks = new ArrayList<CallbackRequest>();
        while (callbacks.size() < count) {
            callbacks.add(next());
        }
        return callbacks;
    }

    /** Those that came and were not asked for. */
    List<CallbackRequest> rest() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
