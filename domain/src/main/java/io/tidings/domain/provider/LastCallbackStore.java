package io.tidings.domain.provider;

import io.tidings.domain.app.AppId;
import java.time.Instant;

/**
 * When callbacks came last, for all processes. Safe for use by many threads and many processes; each method may be
 * called inside a unit of work or alone. An earlier moment than the one that is noted changes nothing.
 */
public interface LastCallbackStore {

    /** Notes that the provider has proven a callback. */
    void proven(AppId app, ProviderId provider, Instant at);

    /** Notes that a callback proved nothing, and why. */
    void refused(AppId app, ProviderId provider, Instant at, String why);

    /** {@link LastCallback#NONE} when nothing was noted. */
    LastCallback find(AppId app, ProviderId provider);
}
