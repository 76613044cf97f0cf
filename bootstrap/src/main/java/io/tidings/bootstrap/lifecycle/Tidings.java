package io.tidings.bootstrap.lifecycle;

import io.tidings.bootstrap.run.Housekeeping;
import io.tidings.bootstrap.run.WorkerLoop;
import io.tidings.bootstrap.settings.Settings;
import io.tidings.bootstrap.wiring.Wiring;
import io.tidings.domain.secret.Secret;
import io.tidings.http.HttpServer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Tidings: the HTTP API and the delivery engine over one database. */
public final class Tidings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);

    /**
     * How long calls to providers may take to end when the process stops; with the rest of the way out it stays below
     * ten seconds.
     */
    private static final Duration GRACE = Duration.ofSeconds(4);

    /** Longer than what is removed at a time takes. */
    private static final Duration BATCH = Duration.ofSeconds(1);

    private final Wiring wiring;
    private final HttpServer http;
    private final WorkerLoop worker;
    private final Housekeeping housekeeping;

    private Tidings(Wiring wiring) {
        this.wiring = wiring;
        this.http = wiring.get(HttpServer.class);
        this.worker = wiring.get(WorkerLoop.class);
        this.housekeeping = wiring.get(Housekeeping.class);
    }

    /** Starts it. When this returns, requests are answered and deliveries are on their way. */
    public static Tidings start(Settings settings) {
        Wiring wiring = Wiring.of(settings);
        try {
            var tidings = new Tidings(wiring);
            tidings.http.start();
            tidings.worker.start();
            tidings.housekeeping.start();
            LOG.info("Tidings listens on http://{}:{}", settings.httpHost(), tidings.port());
            return tidings;
        } catch (RuntimeException e) {
            wiring.close();
            throw e;
        }
    }

    public int port() {
        return http.port();
    }

    public Secret adminToken() {
        return wiring.adminToken();
    }

    /** Takes nothing new, finishes what is under way, and lets go of everything. */
    @Override
    public void close() {
        http.close();
        try {
            housekeeping.stop(BATCH);
            worker.stop(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wiring.close();
    }
}
