package io.tidings.domain.dispatch;

import io.tidings.domain.provider.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The policies at one moment: answers when the next thing falls due if something happened now. */
public record Pace(Instant now, Policies policies, RandomGenerator random) {

    /** When to try again after so many attempts; never before the provider's own wish. */
    public Instant retryAt(int attempts, FaultKind kind, Optional<Duration> wished) {
        Backoff backoff = switch (kind) {
            case HOLD, SETTINGS -> policies.hold();
            case RETRY, RECIPIENT, CONTENT, WINDOW_CLOSED, UNKNOWN -> policies.retry();
        };
        Duration own = backoff.jittered(attempts, random);
        return now.plus(wished.filter(wish -> wish.compareTo(own) > 0).orElse(own));
    }

    /**
     * When to ask next about an attempt that began then: at growing intervals, and surely once when its window closes.
     */
    public Instant questionAt(Instant startedAt) {
        Instant next = now.plus(grown(policies.questions(), startedAt));
        Instant close = evidenceDeadline(startedAt);
        return next.isAfter(close) && now.isBefore(close) ? close : next;
    }

    /**
     * The last moment at which an attempt that began then can have made a message: its call begins in the last moment
     * of the lease at the latest, and takes less than another.
     */
    public Instant latestBirth(Instant startedAt) {
        return startedAt.plus(policies.lease().multipliedBy(2));
    }

    /** When silence becomes evidence. */
    public Instant evidenceDeadline(Instant startedAt) {
        return latestBirth(startedAt).plus(policies.evidenceWindow());
    }

    /**
     * When to ask for the status of a message whose attempt began then: for the last time when it has been long enough,
     * and not after that.
     */
    public Optional<Instant> pollAt(Instant startedAt) {
        Instant end = startedAt.plus(policies.pollUntil());
        Instant next = now.plus(grown(policies.polls(), startedAt));
        return now.isBefore(end) ? Optional.of(next.isAfter(end) ? end : next) : Optional.empty();
    }

    /** The interval that follows when the intervals so far have filled the time since then. */
    private Duration grown(Backoff backoff, Instant since) {
        Duration passed = Duration.between(since, now);
        int tries = 1;
        for (Duration sum = backoff.interval(1); sum.compareTo(passed) <= 0
                && backoff.interval(tries).compareTo(backoff.max()) < 0;) {
            tries++;
            sum = sum.plus(backoff.interval(tries));
        }
        return backoff.interval(tries);
    }
}
