package io.tidings.domain.log;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.statistics.Summary.Milestone;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries of an app are wanted: those for which all of it is true. What is empty is always true.
 *
 * @param users    any of them; at most {@link #MAX_USERS}
 * @param states   where they stand now: at any of them
 * @param reached  how far they came at least, whatever became of them since: what a provider took may have failed after
 *                 that
 * @param provider that serves them now
 * @param category of their notification
 * @param code     of their {@linkplain io.tidings.domain.delivery.Delivery#explanation() explanation}
 * @param from     accepted then or later
 * @param to       accepted before
 */
public record LogFilter(AppId app, Set<UserId> users, Set<DeliveryState> states, Optional<Milestone> reached,
        Optional<ProviderId> provider, Optional<String> category, Optional<String> code, Optional<Instant> from,
        Optional<Instant> to) {

    /** Each is looked for by itself. */
    public static final int MAX_USERS = 20;

    /** @throws IllegalArgumentException with more users than that */
    public LogFilter {
        users = Set.copyOf(users);
        states = Set.copyOf(states);
        if (users.size() > MAX_USERS) {
            throw new IllegalArgumentException("at most " + MAX_USERS + " users");
        }
    }

    /** All deliveries of an app. */
    public static LogFilter all(AppId app) {
        return new LogFilter(app, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
