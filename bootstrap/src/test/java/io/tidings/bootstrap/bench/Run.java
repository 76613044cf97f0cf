package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * What a scenario works with.
 *
 * @param options    from which databases come
 * @param databases  of the chosen kind
 * @param rounds     how often value and baseline are measured, after a warm-up
 * @param duration   how long a round is where it is not a number of things
 * @param warmUp     how long the server runs before
 * @param latency    of the provider, where it is not that of the scenario
 * @param recipients of a request, where it is not that of the scenario
 * @param backlog    how many deliveries wait where a backlog is drained
 * @param stored     how many deliveries are many
 * @param life       how long memory is looked at
 */
record Run(DatabaseOptions options, Databases databases, Report report, int rounds, Duration duration, Duration warmUp,
        Optional<Duration> latency, Optional<Integer> recipients, int backlog, int stored, Duration life) {

    static final int FEWEST_PLACES = 64;

    private static final int MOST_ROUNDS = 100;

    Run {
        require(rounds >= 1 && rounds <= MOST_ROUNDS, "rounds must be from 1 to " + MOST_ROUNDS);
        require(duration.isPositive() && life.isPositive(), "duration and life must be of 1 second at least");
        require(!warmUp.isNegative(), "a warm-up cannot be negative");
        require(latency.filter(Duration::isNegative).isEmpty(), "a latency cannot be negative");
        require(stored >= 2_000, "2,000 must be stored at least");
        require(backlog >= Installed.USERS, "the backlog must be of " + Installed.USERS + " at least");
        recipients.ifPresent(many -> require(many >= 1 && many <= Installed.USERS,
                "recipients must be from 1 to " + Installed.USERS));
    }

    /**
     * How many calls are under way at once when the provider takes so long and a lane keeps its fastest pace (Little's
     * law). A lane has no more places than that, and with fewer than {@value #FEWEST_PLACES} it would wait for commits.
     */
    static int places(Duration latency) {
        return Math.clamp(RateLimit.MAX * latency.toMillis() / 1_000, FEWEST_PLACES, ProviderInstance.MAX_CONCURRENCY);
    }

    /** How long what it is measured beside runs before: there is less of it to be compiled. */
    Duration baselineWarmUp() {
        return warmUp.dividedBy(3);
    }

    /** A new database for a scenario. */
    Databases.Fresh database(String name) {
        return databases.create(name.replaceAll("\\W", "_"));
    }

    /** For what is measured on PostgreSQL, whatever the rest is measured on. */
    Databases postgres() {
        return options.postgres();
    }

    /** Lets time pass in which others work. */
    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
