package io.tidings.bootstrap.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection, and the request that is under way on it. Understands what this server answers, not all of HTTP. */
final class Exchange {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]+)\r\n");
    private static final int LONGEST_HEAD = 16_384;

    private final InetSocketAddress address;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_HEAD);
    private ByteBuffer out;
    private long begun;
    private boolean idle = true;

    /** How many bytes of the answer are still to come; -1 until its head is read. */
    private long left = -1;

    Exchange(InetSocketAddress address, Selector selector) throws IOException {
        this.address = address;
        this.selector = selector;
        connect();
    }

    private void connect() throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean idle() {
        return idle;
    }

    void begin(byte[] request) throws IOException {
        idle = false;
        left = -1;
        in.clear();
        begun = System.nanoTime();
        out = ByteBuffer.wrap(request);
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** @return whether the answer is complete */
    boolean proceed(Answers answers) throws IOException {
        if (key.isWritable()) {
            write();
        }
        if (!key.isReadable()) {
            return false;
        }
        int read = channel.read(in);
        if (read < 0 && idle) {
            // A server may hang up on whoever has asked for nothing for long.
            close();
            connect();
            return false;
        }
        if (read < 0) {
            throw new EOFException("the server closed a connection");
        }
        if (left < 0) {
            readHead();
        } else {
            left -= read;
            in.clear();
        }
        if (left != 0) {
            return false;
        }
        answers.add(System.nanoTime() - begun);
        idle = true;
        return true;
    }

    private void readHead() throws IOException {
        int end = endOfHead();
        if (end < 0) {
            if (!in.hasRemaining()) {
                throw new IOException("the head of an answer is too long");
            }
            return;
        }
        if (in.get(9) != '2') {
            throw new IOException("refused: " + new String(in.array(), 0, in.position(), StandardCharsets.UTF_8));
        }
        boolean empty = in.get(10) == '0' && in.get(11) == '4';
        left = (empty ? 0 : length(end)) - (in.position() - end);
        in.clear();
    }

    private long length(int end) throws IOException {
        Matcher length = LENGTH.matcher(new String(in.array(), 0, end, StandardCharsets.ISO_8859_1));
        if (!length.find()) {
            throw new IOException("an answer without a Content-Length");
        }
        return Long.parseLong(length.group(1));
    }

    private int endOfHead() {
        byte[] bytes = in.array();
        for (int i = 3; i < in.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
