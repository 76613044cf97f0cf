package io.tidings.bootstrap.proof;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database under the nodes, as far as it can be made to fail. */
sealed interface Store extends AutoCloseable permits SqliteStore, PostgresStore {

    /** What the nodes are told of it. */
    Map<String, String> settings();

    /** The command through which a node must be started to reach it; empty where any process does. */
    List<String> through();

    /** What is wrong with what it keeps, once the nodes have ended. */
    Optional<String> corruption();

    @Override
    void close();
}
