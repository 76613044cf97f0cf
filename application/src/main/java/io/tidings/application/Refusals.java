package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused callbacks to the log, of each app and provider one line a minute at most: whoever knows a URL can send
 * as many as they like, and must not fill a disk with them.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private final Timing timing;

    /** Of providers that apps have, so it never holds more than there are. */
    private final Map<Kind, Said> said = new ConcurrentHashMap<>();

    Refusals(Timing timing) {
        this.timing = timing;
    }

    private record Kind(AppId app, ProviderId provider) {}

    /**
     * @param at     when a line was written
     * @param unsaid how many were refused without one before
     * @param since  how many were after
     */
    private record Said(Instant at, long unsaid, long since) {

        /** One more, which makes the next line when it is time for it. */
        Said and(Instant now) {
            boolean due = now.isBefore(at) || !now.isBefore(at.plus(SAID_EVERY));
            return due ? new Said(now, since, 0) : new Said(at, unsaid, since + 1);
        }
    }

    void refused(AppId app, ProviderId provider, String why) {
        Instant now = timing.now();
        Said last = said.merge(new Kind(app, provider), new Said(now, 0, 0), (before, first) -> before.and(now));
        if (last.since() == 0) {
            LOG.warn("A callback of {} for app {} was refused{}: {}", provider, app,
                    last.unsaid() == 0 ? "" : ", after " + last.unsaid() + " more since the last such line", why);
        }
    }
}
