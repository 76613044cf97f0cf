package io.tidings.twilio.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Twilio for tests, demonstrations and load: the Messages API and its signed status callbacks over real HTTP, without
 * Twilio, WhatsApp or any cost.
 *
 * <p>It speaks the documented wire contract, checks what Twilio checks, and keeps all it received for whoever wants to
 * count. What happens to a message is chosen by the last digits of its {@code To}; see {@link Script} for what can
 * happen. It reports to a message's {@code StatusCallback} and, where there is none, to {@link
 * SimulatorSettings#defaultCallback}. Safe for use by many threads.
 */
public final class TwilioSimulator implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    // The JDK's server hangs up on all but 200 idle connections, without a word to the client, which then does not know
    // what became of its next request. It reads these when its first server is made, and can be told in no other way.
    static {
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "100000");
        setUnlessGiven("sun.net.httpserver.idleInterval", "3600");
    }

    private final SimulatorSettings settings;
    private final Ledger ledger;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Callbacks callbacks;
    private final Inbound inbound;
    private final Progress progress;
    private final HttpServer server;

    /**
     * Starts to listen.
     *
     * @param clock dates the messages
     * @throws UncheckedIOException when the address cannot be listened on
     */
    public TwilioSimulator(SimulatorSettings settings, InstantSource clock) {
        this.settings = settings;
        this.ledger = new Ledger(settings.remembered());
        this.callbacks = new Callbacks(settings);
        this.inbound = new Inbound(settings, clock, callbacks);
        this.progress = new Progress(settings, clock, callbacks);
        try {
            this.server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        } catch (IOException refused) {
            progress.close();
            throw new UncheckedIOException("cannot listen on " + settings.host() + ":" + settings.port(), refused);
        }
        server.setExecutor(workers);
        server.createContext("/", new Endpoints(settings, clock, ledger, progress, closed));
        server.createContext(Inbound.PATH, inbound);
        server.start();
    }

    /** Where it listens, for {@code TwilioSettings.at}. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    /** How many requests have asked for a message, whatever was answered; also those that are not kept any more. */
    public long posts() {
        return ledger.posts();
    }

    /** How many reports on messages have been taken. */
    public long reported() {
        return callbacks.taken();
    }

    /** The messages that are kept, the newest first. */
    public List<SimulatedMessage> messages() {
        return ledger.messages(message -> true).stream().map(StoredMessage::snapshot).toList();
    }

    /** The messages to a phone number, with or without {@code whatsapp:} before it, the newest first. */
    public List<SimulatedMessage> messages(String to) {
        return ledger.messages(message -> message.to().equals(address(to))).stream().map(StoredMessage::snapshot)
                .toList();
    }

    /** The requests that are kept, also refused and unanswered ones, the oldest first. */
    public List<SimulatedRequest> requests() {
        return ledger.requests();
    }

    /** The requests that asked for a message to a phone number, with or without {@code whatsapp:} before it. */
    public List<SimulatedRequest> posts(String to) {
        return requests().stream().filter(SimulatedRequest::makesMessage)
                .filter(request -> request.parameter("To").filter(address(to)::equals).isPresent()).toList();
    }

    /**
     * The requests that asked for a message whose reports go to a URL with this text in it, such as a delivery's
     * identifier.
     */
    public List<SimulatedRequest> postsReportingTo(String partOfUrl) {
        return requests().stream().filter(SimulatedRequest::makesMessage)
                .filter(request -> request.parameter("StatusCallback").filter(url -> url.contains(partOfUrl))
                        .isPresent())
                .toList();
    }

    /**
     * A person writes: the message is signed and told to {@link SimulatorSettings#defaultCallback}, as Twilio tells it
     * to the sender's URL for incoming messages.
     *
     * @param from the person's number, with or without {@code whatsapp:} before it
     * @param to   the business sender that is written to, likewise
     * @return the HTTP status of the answer; {@code ct} or {@code rt} where none came
     * @throws IllegalStateException when there is no default callback
     */
    public String receive(String from, String to, String text) throws InterruptedException {
        return receive(settings.defaultCallback().orElseThrow(() -> new IllegalStateException(
                "the simulator was given no callback URL to tell of the message")), from, to, text);
    }

    /** The same, to another URL. */
    public String receive(URI url, String from, String to, String text) throws InterruptedException {
        return inbound.tell(url, address(from), address(to), text);
    }

    private static void setUnlessGiven(String property, String value) {
        System.setProperty(property, System.getProperty(property, value));
    }

    static String address(String to) {
        return to.startsWith("whatsapp:") ? to : "whatsapp:" + to;
    }

    /** Stops at once: requests that hang are dropped, callbacks that are due never come. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
        progress.close();
        callbacks.close();
    }
}
