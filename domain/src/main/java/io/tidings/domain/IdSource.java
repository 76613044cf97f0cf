package io.tidings.domain;

import java.util.UUID;

/**
 * Where new identifiers come from.
 *
 * <p>Every call returns a UUID that was never returned before, by any process. Production draws version 7 (RFC 9562),
 * so that identifiers sort by the time of their making; tests count. Safe for use by many threads.
 */
@FunctionalInterface
public interface IdSource {

    UUID next();
}
