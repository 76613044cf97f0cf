package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.peers.Peer;
import io.tidings.bootstrap.bench.process.Distribution;
import io.tidings.bootstrap.bench.process.InstantProvider;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The packaged server with a provider inside it that takes everything at once. */
public final class EmptySends implements Peer {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Installed server;
    private long accepted;

    public EmptySends(Databases.Fresh database) {
        server = Installed.start(Distribution.with(InstantProvider.class, database.directory().resolve("tidings")),
                database, URI.create("http://127.0.0.1:9"), Map.of(),
                Map.of("provider", InstantProvider.ID, "settings", Map.of(), "messagesPerSecond", 1, "concurrency",
                        ProviderInstance.MAX_CONCURRENCY));
        server.users("0005");
    }

    Installed server() {
        return server;
    }

    /** @return how many of a backlog of so many were sent in a second */
    @Override
    public double drain(int backlog) {
        server.accept(backlog);
        accepted += backlog;
        long first = sent();
        long start = System.nanoTime();
        server.pace(RateLimit.MAX);
        long count = first;
        long came = start;
        // What does not come any more is lost, and told so.
        while (count < accepted && System.nanoTime() - came < PATIENCE.toNanos()) {
            Run.sleep(LOOK);
            long now = sent();
            came = now > count ? System.nanoTime() : came;
            count = now;
        }
        double pace = (count - first) / ((System.nanoTime() - start) / 1e9);
        server.pace(1);
        Run.sleep(QUIET);
        return pace;
    }

    long accepted() {
        return accepted;
    }

    long sent() {
        return server.states().getOrDefault("sent", 0L);
    }

    @Override
    public void close() {
        server.close();
    }
}
