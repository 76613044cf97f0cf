package io.tidings.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.tidings.application.Changes;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the API over HTTP/1.1, each request on a virtual thread of its own. Made once, started once, closed once. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /**
     * User identifiers come as their apps made them: a slash within, encoded or not, or characters that should have
     * been encoded. Routes are matched before anything is decoded, so these are not ambiguous here.
     */
    private static final UriCompliance URIS = UriCompliance.from(EnumSet.of(Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_EMPTY_SEGMENT, Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS, Violation.ILLEGAL_PATH_CHARACTERS));

    private final Javalin javalin;
    private final Changes changes;
    private final AtomicBoolean closed = new AtomicBoolean();

    public HttpServer(HttpSettings settings, UseCases useCases) {
        this.changes = useCases.changes();
        this.javalin = Javalin.create(config -> {
            configure(config, settings);
            Api.addTo(config, useCases, settings.console());
        });
    }

    /**
     * Listens from now on.
     *
     * @return this
     * @throws RuntimeException when it cannot, in words that say why: the port is taken, or not for us
     */
    public HttpServer start() {
        javalin.start();
        return this;
    }

    /** The port that it listens on, once it is started. */
    public int port() {
        return javalin.port();
    }

    /**
     * Takes no more requests, and returns when those under way have ended or their time is over. Doing so twice changes
     * nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // Streams of events have no end by themselves.
        changes.close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("The API was stopped with requests still under way", e);
        }
    }

    static void configure(JavalinConfig config, HttpSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = "application/json";
        config.http.prefer405over404 = true;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(HttpServer::configure);
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.jetty.modifyServer(server -> configure(server, settings));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    }

    private static void configure(HttpConfiguration http) {
        http.setUriCompliance(URIS);
        http.setSendServerVersion(false);
        // They are not pooled, and memory outside of the heap is dear to make anew.
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        // Its cache of headers takes 100 KB for each connection, and providers keep hundreds of them.
        http.setHeaderCacheSize(0);
        http.addCustomizer(new ApiHeaders());
    }

    /**
     * One whose connections share no memory. Jetty 12.1 answers bad HTTP on another thread than the one that reads it:
     * what comes after that answer may be read into a buffer that is back in the pool already, and if that is a pool of
     * all connections, somebody else is answered with it.
     */
    static ServerConnector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        var connector = new ServerConnector(server, null, null, new ByteBufferPool.NonPooling(), -1, -1,
                new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    private static void configure(Server server, HttpSettings settings) {
        server.setHandler(new GracefulHandler());
        server.setStopTimeout(settings.stopWithin().toMillis());
        server.setErrorHandler(new JettyErrors());
    }

    /** Platform threads for the few that wait for the network; requests go to virtual ones. */
    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return threads;
    }
}
