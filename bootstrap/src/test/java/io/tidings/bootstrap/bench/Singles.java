package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.load.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests of one connection with a pause before each, and when each was answered. */
final class Singles implements Source {

    private static final long PAUSE_NANOS = 20_000_000;

    private final List<byte[]> requests;
    private final List<Instant> answered = new ArrayList<>();
    private int asked;
    private long nextAt;

    Singles(List<byte[]> requests) {
        this.requests = requests;
    }

    List<Instant> answered() {
        return answered;
    }

    /** The load asks for the next request as soon as it has read an answer, and then again and again. */
    @Override
    public byte[] next() {
        if (answered.size() < asked) {
            answered.add(Instant.now());
            nextAt = System.nanoTime() + PAUSE_NANOS;
        }
        return asked < requests.size() && System.nanoTime() >= nextAt ? requests.get(asked++) : null;
    }

    @Override
    public boolean exhausted() {
        return answered.size() == requests.size();
    }
}
