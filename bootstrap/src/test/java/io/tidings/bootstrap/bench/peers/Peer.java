package io.tidings.bootstrap.bench.peers;

/** Another engine on a PostgreSQL. */
public interface Peer extends AutoCloseable {

    /** Enqueues so many jobs that do nothing, then has it work. @return how many it finished in a second */
    double drain(int jobs);

    @Override
    void close();
}
