package io.tidings.bootstrap.bench.peers;

/** What does things by itself on a PostgreSQL: an engine its jobs, Tidings its sends. */
public interface Peer extends AutoCloseable {

    /** Enqueues so many that cost nothing, then has them done. @return how many were done in a second */
    double drain(int jobs);

    @Override
    void close();
}
