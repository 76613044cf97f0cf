package io.tidings.domain.statistics;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;

/**
 * What became of the deliveries of an app, counted. Counts are exact at each moment: what a unit of work changes is
 * counted from the moment at which it is visible, and a delivery that is removed counts no more. So they are always
 * what counting the deliveries one by one would give; only times are rounded, as {@link Times} says.
 *
 * <p>The answer costs the same however many deliveries there are. Safe for use by many threads; may be called inside a
 * unit of work or alone.
 */
public interface Statistics {

    /**
     * Of the deliveries that were accepted from one moment on and before another.
     *
     * @param from the beginning of an interval
     * @param to   the beginning of an interval, not before {@code from}
     */
    Summary of(AppId app, Interval interval, Instant from, Instant to);

    /** What waits to be sent through a provider instance at that moment. Costs little, however much it is. */
    Backlog backlog(ProviderInstanceId lane, Instant now);
}
