package io.tidings.bootstrap.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before the nodes, as a balancer does: one address for callers and for the provider. It passes each
 * connection on to the next node that takes it, and lets callers wait a little while none does. With its node each
 * connection dies.
 */
final class Gate implements AutoCloseable {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(8).toNanos();
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket door;
    private final List<Integer> nodes;
    private final Set<Integer> shut = ConcurrentHashMap.newKeySet();
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Relay(int node, Socket caller, Socket server) {

        void cut() {
            try (caller; server) {
                // That closes both.
            } catch (IOException e) {
                // It was closed already.
            }
        }
    }

    /** @param nodes the ports that the nodes listen on */
    Gate(List<Integer> nodes) {
        this.nodes = List.copyOf(nodes);
        try {
            this.door = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Takes a node out of the line, as a balancer does whose health checks fail: its connections are cut. */
    void shut(int node) {
        shut.add(node);
        relays.stream().filter(relay -> relay.node() == node).forEach(Relay::cut);
    }

    void open(int node) {
        shut.remove(node);
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = door.accept();
                threads.execute(() -> relay(caller));
            }
        } catch (IOException closed) {
            // There is nobody to be let in any more.
        }
    }

    private void relay(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            Relay relay = connected(caller);
            relays.add(relay);
            try (Socket server = relay.server()) {
                threads.execute(() -> pass(server, caller, relay));
                pass(caller, server, relay);
            } finally {
                relays.remove(relay);
            }
        } catch (IOException | InterruptedException e) {
            // The caller sees a connection that ends, as it would in life.
        }
    }

    private static void pass(Socket from, Socket to, Relay relay) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and the other has to know.
        }
        relay.cut();
    }

    private Relay connected(Socket caller) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            for (int tries = 0; tries < nodes.size(); tries++) {
                int node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
                if (!shut.contains(node)) {
                    var server = new Socket();
                    try {
                        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node), CONNECT_MILLIS);
                        server.setTcpNoDelay(true);
                        return new Relay(node, caller, server);
                    } catch (IOException e) {
                        server.close();
                    }
                }
            }
            // Nobody tells when a port begins to be listened to: like a balancer, this has to look again.
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IOException("no node took the connection");
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        relays.forEach(Relay::cut);
        threads.shutdownNow();
    }
}
