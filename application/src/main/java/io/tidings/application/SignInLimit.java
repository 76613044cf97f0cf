package io.tidings.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often wrong tokens may be tried, in this process: a few at once, then one now and then, from each address and
 * from all together. Nobody is ever locked out: whoever waits as long as they are told may try again.
 */
final class SignInLimit {

    /** Behind a proxy all callers have one address, so it must be bearable for a team. */
    private static final int AT_ONCE = 5;
    private static final Duration EACH = Duration.ofSeconds(10);

    private static final int ALL_AT_ONCE = 50;
    private static final Duration EACH_OF_ALL = Duration.ofSeconds(1);

    private static final String ALL = "";
    private static final int MANY = 10_000;

    private final Timing timing;

    /** By address: when all that was used is free again. */
    private final Map<String, Instant> usedUntil = new ConcurrentHashMap<>();

    SignInLimit(Timing timing) {
        this.timing = timing;
    }

    /**
     * Takes one try.
     *
     * @throws Problem.TooMany with the time until there is another
     */
    void take(String address) {
        Instant now = timing.now();
        take(address, now, EACH, AT_ONCE);
        try {
            take(ALL, now, EACH_OF_ALL, ALL_AT_ONCE);
        } catch (Problem.TooMany e) {
            giveBack(address, EACH);
            throw e;
        }
        if (usedUntil.size() > MANY) {
            usedUntil.values().removeIf(until -> !until.isAfter(now));
        }
    }

    /** A right token costs nothing. */
    void giveBack(String address) {
        giveBack(address, EACH);
        giveBack(ALL, EACH_OF_ALL);
    }

    private void take(String key, Instant now, Duration each, int atOnce) {
        Duration window = each.multipliedBy(atOnce);
        boolean[] granted = new boolean[1];
        Instant until = usedUntil.compute(key, (same, before) -> {
            // A clock that was set back must not lock anybody out.
            Instant used = before == null || before.isBefore(now) || before.isAfter(now.plus(window)) ? now : before;
            granted[0] = !used.plus(each).isAfter(now.plus(window));
            return granted[0] ? used.plus(each) : used;
        });
        if (!granted[0]) {
            long seconds = Math.ceilDiv(Duration.between(now, until.plus(each).minus(window)).toMillis(), 1_000L);
            throw new Problem.TooMany(
                    "Too many wrong tokens were tried. Try again in " + Math.max(1, seconds) + " s.",
                    Math.max(1, seconds));
        }
    }

    private void giveBack(String key, Duration each) {
        usedUntil.computeIfPresent(key, (same, until) -> until.minus(each));
    }
}
