package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.LastCallback;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When each provider called last, and whether it proved it: what tells an operator that the set-up works. */
public final class LastCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(LastCallbacks.class);

    /** How often at most each kind is noted, by each process: a callback must not cost a write more. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(1);

    private final LastCallbackStore store;
    private final Timing timing;

    /** Of providers that apps have, so it never holds more than there are. */
    private final Map<Kind, Instant> noted = new ConcurrentHashMap<>();

    private record Kind(AppId app, ProviderId provider, boolean proven) {}

    public LastCallbacks(LastCallbackStore store, Timing timing) {
        this.store = store;
        this.timing = timing;
    }

    /** The latest of an app's provider, in any process. */
    public LastCallback of(App app, ProviderId provider) {
        return store.find(app.id(), provider);
    }

    void proven(AppId app, ProviderId provider) {
        note(new Kind(app, provider, true), now -> store.proven(app, provider, now));
    }

    void refused(AppId app, ProviderId provider, String why) {
        note(new Kind(app, provider, false), now -> store.refused(app, provider, now, why));
    }

    private interface Noting {
        void at(Instant now);
    }

    /** That it cannot be noted takes nothing from what the callback said. */
    private void note(Kind kind, Noting noting) {
        Instant now = timing.now();
        Instant before = noted.get(kind);
        boolean due = before == null || now.isBefore(before) || !now.isBefore(before.plus(NOTED_EVERY));
        if (due && (before == null ? noted.putIfAbsent(kind, now) == null : noted.replace(kind, before, now))) {
            try {
                noting.at(now);
            } catch (StoreUnavailable e) {
                LOG.debug("A callback could not be noted", e);
            }
        }
    }
}
