package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Counts;
import io.tidings.application.Logs;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.log.LogEntry;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.statistics.Summary;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An app's deliveries, as a list and in numbers. */
final class LogRoutes {

    private static final int DEFAULT_LIMIT = 100;

    private static final Set<String> OF_LOGS = Set.of("user", "state", "reached", "provider", "category", "code",
            "phone", "from", "to", "limit", "cursor", "page", "format");

    private static final Set<String> OF_STATS = Set.of("from", "to", "interval");

    private static final Map<String, DeliveryState> STATES = states();

    private static final Map<String, Milestone> MILESTONES = milestones();

    private final ApiAccess access;
    private final Apps apps;
    private final Logs logs;
    private final Counts counts;

    LogRoutes(ApiAccess access, Apps apps, Logs logs, Counts counts) {
        this.access = access;
        this.apps = apps;
        this.logs = logs;
        this.counts = counts;
    }

    /** @param sentAt when we first knew that the provider had taken it, and so on; null until then */
    record Logged(@JsonUnwrapped DeliveryRoutes.Shown delivery, String requestId, String category, Instant createdAt,
            Instant expiresAt, Instant sentAt, Instant deliveredAt, Instant seenAt) {

        static Logged of(LogEntry entry) {
            return new Logged(DeliveryRoutes.Shown.of(entry.delivery()),
                    entry.delivery().order().notification().toString(), entry.category().orElse(null),
                    entry.delivery().order().createdAt(), entry.delivery().order().expiresAt(),
                    entry.sentAt().orElse(null), entry.deliveredAt().orElse(null), entry.seenAt().orElse(null));
        }
    }

    private record Listed(List<Logged> logs, String nextCursor) {

        static Listed of(Page<LogEntry> page) {
            return new Listed(page.items().stream().map(Logged::of).toList(), page.nextCursor().orElse(null));
        }
    }

    private record Reasoned(String state, String code, long count) {}

    private record Counted(Instant start, Map<String, Long> states) {}

    /** In milliseconds. */
    private record Took(long count, long p50, long p90, long p99) {

        static Took of(Times times) {
            return new Took(times.count(), times.p50().toMillis(), times.p90().toMillis(), times.p99().toMillis());
        }
    }

    /**
     * @param intervals    those in which anything was accepted
     * @param explanations the most frequent first
     * @param millis       from acceptance to being sent, delivered, seen; null where none came so far
     */
    private record Stats(String interval, Instant from, Instant to, long total, Map<String, Long> states,
            List<Reasoned> explanations, Map<String, Took> millis, List<Counted> intervals) {

        static Stats of(Counts.Counted counted) {
            Summary summary = counted.summary();
            Map<DeliveryState, Long> total = summary.total();
            var millis = new LinkedHashMap<String, Took>();
            MILESTONES.forEach((word, milestone) -> millis.put(word,
                    Optional.ofNullable(summary.times().get(milestone)).map(Took::of).orElse(null)));
            return new Stats(counted.interval().word(), counted.from(), counted.to(),
                    total.values().stream().mapToLong(Long::longValue).sum(), words(total),
                    summary.reasons().entrySet().stream()
                            .map(reason -> new Reasoned(reason.getKey().state().word(), reason.getKey().code(),
                                    reason.getValue()))
                            .sorted(Comparator.comparing(Reasoned::count).reversed().thenComparing(Reasoned::code))
                            .toList(),
                    millis, summary.states().entrySet().stream()
                            .map(interval -> new Counted(interval.getKey(), words(interval.getValue()))).toList());
        }

        private static Map<String, Long> words(Map<DeliveryState, Long> counts) {
            var words = new LinkedHashMap<String, Long>();
            STATES.forEach((word, state) -> words.put(word, counts.getOrDefault(state, 0L)));
            return words;
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps/{appId}/logs", this::logs);
        routes.get("/v1/apps/{appId}/stats", this::stats);
    }

    private void logs(Context ctx) {
        access.admin(ctx);
        AppId app = app(ctx);
        Parameters parameters = Parameters.of(ctx, OF_LOGS);
        var search = new Logs.Search(parameters.value("user", UserId::new), parameters.someOf("state", STATES),
                parameters.oneOf("reached", MILESTONES), parameters.value("provider", ProviderId::new),
                parameters.text("category"), parameters.text("code"), parameters.text("phone"),
                parameters.moment("from"), parameters.moment("to"));
        Optional<Integer> page = parameters.number("page");
        Optional<Integer> limit = parameters.number("limit");
        Optional<String> cursor = parameters.text("cursor");
        Optional<LogExport> export = LogExport.wanted(ctx, parameters);
        if (page.isPresent() && cursor.isPresent()) {
            parameters.wrong("page", "must not be given together with cursor");
        }
        if (export.isPresent()) {
            Set.of("page", "limit", "cursor").stream().filter(parameters::has).sorted()
                    .forEach(name -> parameters.wrong(name, "must not be given for an export, which holds everything"));
        }
        parameters.check();
        if (export.isPresent()) {
            export.get().answer(ctx, part -> logs.export(app, search, part));
        } else {
            int most = limit.orElse(DEFAULT_LIMIT);
            Json.answer(ctx, 200, Listed.of(page.map(number -> logs.page(app, search, number, most))
                    .orElseGet(() -> logs.page(app, search, cursor, most))));
        }
    }

    private void stats(Context ctx) {
        access.admin(ctx);
        AppId app = app(ctx);
        Parameters parameters = Parameters.of(ctx, OF_STATS);
        Optional<Instant> from = parameters.moment("from");
        Optional<Instant> to = parameters.moment("to");
        var words = new LinkedHashMap<String, Interval>();
        for (Interval interval : Interval.values()) {
            words.put(interval.word(), interval);
        }
        Optional<Interval> interval = parameters.oneOf("interval", words);
        parameters.check();
        Json.answer(ctx, 200, Stats.of(counts.of(app, interval, from, to)));
    }

    private AppId app(Context ctx) {
        return apps.get(Paths.app(ctx)).id();
    }

    private static Map<String, DeliveryState> states() {
        var states = new LinkedHashMap<String, DeliveryState>();
        DeliveryRoutes.STATES.forEach(state -> states.put(state.word(), state));
        return states;
    }

    private static Map<String, Milestone> milestones() {
        var milestones = new LinkedHashMap<String, Milestone>();
        for (Milestone milestone : Milestone.values()) {
            milestones.put(milestone.name().toLowerCase(Locale.ROOT), milestone);
        }
        return milestones;
    }
}
