package io.tidings.bootstrap.proof;

import java.time.Duration;

/**
 * What is done to whom.
 *
 * @param kills      by SIGKILL, at random moments
 * @param outages    of PostgreSQL
 * @param fullDisks  how often the disk under SQLite is filled to its last byte
 * @param deliveries how many at least; the load goes on until all else is done
 * @param rate       deliveries a second that are asked for
 * @param seed       of all that is chosen; what comes of it depends on the machine, too
 * @param patience   how long to wait, in the end, until each delivery has come to its end
 */
record Plan(Kind database, int nodes, int kills, int outages, int fullDisks, int deliveries, int rate, long seed,
        Duration patience) {

    enum Kind {
        sqlite, postgresql
    }

    Plan {
        require(nodes >= 1 && nodes <= 9, "nodes must be from 1 to 9");
        require(kills >= 0 && outages >= 0 && fullDisks >= 0, "nothing can happen less than never");
        require(deliveries >= 1 && deliveries <= 150_000, "deliveries must be from 1 to 150000");
        require(rate >= 1, "the rate must be at least 1");
        require(database == Kind.postgresql || nodes == 1 && outages == 0,
                "SQLite serves one node, and has no server that could be stopped");
        require(database == Kind.sqlite || fullDisks == 0, "only SQLite's disk can be filled here");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
