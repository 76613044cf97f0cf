package io.tidings.twilio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that may do to a connection whatever a network does. */
final class RawServer implements AutoCloseable {

    /** What happens to one connection. */
    interface Behaviour {
        void meet(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    RawServer(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    RawServer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests that came as a whole. */
    Queue<String> requests() {
        return requests;
    }

    private void accept(Behaviour behaviour) {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        behaviour.meet(new Connection(socket));
                    } catch (IOException | InterruptedException over) {
                        // The other end, or the test, is done with it.
                    }
                });
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection, from the server's side. */
    final class Connection {

        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads head and body. */
        void readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("closed before a request");
                }
                head.append((char) next);
            }
            int length = head.toString().lines().filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
            requests.add(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        void answer(String status, String type, String body) throws IOException {
            write("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }

        /** Closes with a reset in place of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the other end hangs up. */
        void hang() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever comes is of no interest.
            }
        }
    }
}
