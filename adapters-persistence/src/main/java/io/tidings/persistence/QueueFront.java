package io.tidings.persistence;

/**
 * From where on it makes sense to look into one queue. What was taken from a queue leaves dead entries at its
 * beginning. Usually they are cleared away in passing; but while anybody holds an old snapshot PostgreSQL must keep
 * them all, and every look from the beginning would pass every one.
 *
 * <p>So a look begins where the looks of a while ago had come to: what comes in is due at the moment when it comes, or
 * later, so nothing of it lies before that place. Where something does nevertheless (it moved here from another lane,
 * its commit took long, another process's clock is late), whoever wrote it {@linkplain #expect says so} when it is
 * durable.
 * What nobody tells of is found by a look from the beginning. Those are made as often as they are cheap: always, where
 * nothing dead is in the way.
 *
 * <p>A hint, known to this process alone. Moments are in milliseconds. Safe for use by many threads.
 */
final class QueueFront {

    /** Longer than one transaction looks, and than what is about to be changed is locked. */
    static final long LAG = 3_000;

    /** For how many times as long as a look from the beginning took there is no other. */
    static final long REST = 50;

    /** What nobody told of waits no longer than this. */
    static final long LONGEST_REST = 60_000;

    private static final long BEGINNING = Long.MIN_VALUE;

    /** Where looks had come to at least {@link #LAG} ago. */
    private long settled = BEGINNING;

    /** Where one had come to since. */
    private long reached = BEGINNING;
    private long reachedAt = BEGINNING;

    private long restUntil = BEGINNING;
    private long lastLook = BEGINNING;

    /**
     * How to look now.
     *
     * @param from  the earliest that can be found
     * @param whole whether that is the beginning, whatever was found before
     * @param begun when
     */
    record Look(long from, boolean whole, long begun) {}

    synchronized Look look(long now) {
        if (now < lastLook) {
            // The clock was set back: what came to pass by it until now is worth nothing.
            forget();
        }
        lastLook = now;
        boolean whole = now >= restUntil;
        return new Look(whole ? BEGINNING : settled, whole, now);
    }

    /** The look is over. */
    synchronized void ended(Look look, long now) {
        if (look.whole()) {
            restUntil = now + Math.clamp((now - look.begun()) * REST, 0, LONGEST_REST);
        }
    }

    /**
     * The look saw nothing that is due earlier than that and that it did not take; to be said when what it took is
     * taken for good.
     *
     * <p>That counts when a later look has seen the same. Every look that begins so late sees what was expected before
     * this one ended, even if this one was too early for it.
     */
    synchronized void reached(Look look, long place, long now) {
        if (reachedAt == BEGINNING || look.begun() - reachedAt >= LAG) {
            settled = Math.min(reached, place);
            reached = place;
            reachedAt = now;
        }
    }

    /** Something is there that is due at that moment: looks that begin from now on do not miss it. */
    synchronized void expect(long due) {
        settled = Math.min(settled, due);
        reached = Math.min(reached, due);
    }

    /** Anything may be anywhere. */
    synchronized void forget() {
        settled = BEGINNING;
        reached = BEGINNING;
        reachedAt = BEGINNING;
        restUntil = BEGINNING;
    }
}
