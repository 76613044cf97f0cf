package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.log.DeliveryLog;
import io.tidings.domain.log.LogEntry;
import io.tidings.domain.log.LogFilter;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.statistics.Summary.Milestone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** All deliveries of an app, to be searched through and to be taken out. */
public final class Logs {

    /** How many deliveries a page has at most. */
    public static final int MAX_PAGE = 1_000;

    /** How far numbered pages go; cursors go to the end. */
    public static final int MAX_DEPTH = 10_000;

    private static final int EXPORTED_AT_ONCE = 500;

    private static final Pattern PHONE = Pattern.compile("[0-9]{4,15}");

    private final DeliveryLog log;
    private final ProfileStore profiles;

    public Logs(DeliveryLog log, ProfileStore profiles) {
        this.log = log;
        this.profiles = profiles;
    }

    /**
     * What is wanted; what is empty does not matter.
     *
     * @param states  where it stands now: at any of them
     * @param reached how far it came at least, whatever became of it since
     * @param code    of the explanation
     * @param phone   the last digits of the number that the person's profile has now
     * @param from    accepted then or later
     * @param to      accepted before
     */
    public record Search(Optional<UserId> user, Set<DeliveryState> states, Optional<Milestone> reached,
            Optional<ProviderId> provider, Optional<String> category, Optional<String> code, Optional<String> phone,
            Optional<Instant> from, Optional<Instant> to) {}

    /** A page, newest first. It may hold less than was asked for and still have a cursor. */
    public Page<LogEntry> page(AppId app, Search search, Optional<String> cursor, int limit) {
        requireLimit(limit);
        return filter(app, search).map(filter -> read(filter, cursor, 0, limit)).orElse(nothing());
    }

    /** @param number from 1 */
    public Page<LogEntry> page(AppId app, Search search, int number, int limit) {
        requireLimit(limit);
        if (number < 1 || (long) number * limit > MAX_DEPTH) {
            throw new Problem.Invalid("page", "must be from 1 to " + MAX_DEPTH / limit
                    + " with this limit; nextCursor leads further");
        }
        return filter(app, search).map(filter -> read(filter, Optional.empty(), (number - 1) * limit, limit))
                .orElse(nothing());
    }

    /**
     * All that is wanted, newest first, a part at a time; what is accepted meanwhile is not among it. At least one part
     * is given, be it empty.
     */
    public void export(AppId app, Search search, Consumer<List<LogEntry>> part) {
        Optional<LogFilter> filter = filter(app, search);
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Page<LogEntry> page = filter.map(it -> read(it, from, 0, EXPORTED_AT_ONCE)).orElse(nothing());
            part.accept(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new Problem.Invalid("limit", "must be from 1 to " + MAX_PAGE);
        }
    }

    private static Page<LogEntry> nothing() {
        return new Page<>(List.of(), Optional.empty());
    }

    private Page<LogEntry> read(LogFilter filter, Optional<String> cursor, int skip, int limit) {
        try {
            return log.page(filter, cursor, skip, limit);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("cursor", "must be the nextCursor of an earlier answer");
        }
    }

    /** Empty where nobody can be meant. */
    private Optional<LogFilter> filter(AppId app, Search search) {
        Set<UserId> users = search.user().map(Set::of).orElse(Set.of());
        if (search.phone().isPresent()) {
            Set<UserId> reached = reachedAt(app, search.phone().get());
            users = users.isEmpty() || reached.containsAll(users) ? (users.isEmpty() ? reached : users) : Set.of();
            if (users.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new LogFilter(app, users, search.states(), search.reached(), search.provider(),
                search.category(), search.code(), search.from(), search.to()));
    }

    private Set<UserId> reachedAt(AppId app, String digits) {
        if (!PHONE.matcher(digits).matches()) {
            throw new Problem.Invalid("phone", "must be the last 4 to 15 digits of a phone number");
        }
        Set<UserId> users = profiles.withPhoneEnding(app, digits, LogFilter.MAX_USERS + 1);
        if (users.size() > LogFilter.MAX_USERS) {
            throw new Problem.Invalid("phone", "fits more than " + LogFilter.MAX_USERS + " people; give more digits");
        }
        return users;
    }
}
