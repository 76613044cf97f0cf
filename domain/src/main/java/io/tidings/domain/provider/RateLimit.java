package io.tidings.domain.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many messages a lane may begin in a second, by all processes together. The generic cell rate algorithm: each
 * message pays for its share of time, and the moment until which time is paid is all there is to remember.
 *
 * @param perSecond from 1 to {@link #MAX}
 */
public record RateLimit(int perSecond) {

    /** Twilio's default for one WhatsApp sender. */
    public static final RateLimit STANDARD = new RateLimit(80);

    public static final int MAX = 10_000;

    private static final int BURSTS_PER_SECOND = 10;
    private static final int MESSAGES_PER_QUESTION = 4;

    /** Time is paid for a second ahead at most, and clocks are right to within a minute. */
    private static final Duration FARTHEST = Duration.ofMinutes(1);

    public RateLimit {
        if (perSecond < 1 || perSecond > MAX) {
            throw new IllegalArgumentException("must be from 1 to " + MAX);
        }
    }

    /**
     * How many questions about messages a lane may ask in a second: a quarter as many as messages, at least one. So a
     * provider that reports nothing is asked at a pace that leaves its sends their room, however much is unresolved.
     */
    public RateLimit ofQuestions() {
        return new RateLimit(Math.max(1, perSecond / MESSAGES_PER_QUESTION));
    }

    /**
     * How many messages may begin now, of those that wait; after a pause at most a tenth of a second's worth at once.
     */
    public int granted(Instant paidUntil, int wanted, Instant now) {
        long micros = Math.max(0, ChronoUnit.MICROS.between(now, credible(paidUntil, now)));
        long taken = Math.ceilDiv(micros, share().toNanos() / 1_000);
        return Math.clamp(burst() - taken, 0, wanted);
    }

    /**
     * Until when time is paid after so many messages begin now. Whoever sends wakes a little late each time: up to half
     * a share of that is not paid again, or a slow lane would always stay below its rate.
     */
    public Instant paidUntil(Instant paidUntil, int begun, Instant now) {
        Instant late = now.minus(share().toNanos() / 2_000, ChronoUnit.MICROS);
        Instant paid = credible(paidUntil, now);
        return (paid.isAfter(late) ? paid : late).plus(share().multipliedBy(begun));
    }

    /**
     * Until when time is paid for in a lane that is closed: for that long nothing may begin in it, also by clocks that
     * are a little late.
     */
    public static Instant closedUntil(Instant now) {
        return now.plus(FARTHEST.dividedBy(2));
    }

    /** Nobody pays that far ahead but by a clock that was wrong: the lane must not stand still until it is right. */
    private static Instant credible(Instant paidUntil, Instant now) {
        return paidUntil.isAfter(now.plus(FARTHEST)) ? now : paidUntil;
    }

    /**
     * When it is worth while to ask again: half a burst may begin then, in slow lanes one. Processes that asked for
     * each message by itself would mostly wait for one another.
     */
    public Instant nextAt(Instant paidUntil) {
        return paidUntil.minus(share().multipliedBy(burst() - Math.max(1, burst() / 2)));
    }

    private long burst() {
        return Math.max(1, perSecond / BURSTS_PER_SECOND);
    }

    /** A whole number of microseconds, so that stores keep moments without loss. */
    private Duration share() {
        return Duration.of(Math.ceilDiv(1_000_000L, perSecond), ChronoUnit.MICROS);
    }
}
