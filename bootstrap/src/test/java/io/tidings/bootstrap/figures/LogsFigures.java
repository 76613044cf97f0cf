package io.tidings.bootstrap.figures;

import com.fasterxml.uuid.Generators;
import io.tidings.application.Counts;
import io.tidings.application.Logs;
import io.tidings.application.Timing;
import io.tidings.bootstrap.bench.DatabaseOptions;
import io.tidings.bootstrap.bench.Databases;
import io.tidings.bootstrap.bench.Figure;
import io.tidings.bootstrap.bench.Report;
import io.tidings.bootstrap.bench.Statistics;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Are filters and statistics over many deliveries as fast as over few? Every question is asked in turns of a database
 * with few and of one with many, so that whatever else the machine does falls on both.
 */
@Command(name = "logs", mixinStandardHelpOptions = true,
        description = "Filters and statistics over many deliveries beside the same over few. Exits with 1 when one"
                + " takes twice as long.")
public final class LogsFigures implements Callable<Integer> {

    private static final double SLOWEST = 2;
    private static final int WARM_UP = 5;
    private static final Secret MASTER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--few", defaultValue = "10000", description = "(${DEFAULT-VALUE})")
    private int few;

    @Option(names = "--many", defaultValue = "1000000", description = "(${DEFAULT-VALUE})")
    private int many;

    @Option(names = "--rounds", defaultValue = "31", description = "(${DEFAULT-VALUE})")
    private int rounds;

    /** A database with its deliveries, and who asks it. */
    private record Filled(Persistence stores, AppId app, Logs logs, Counts counts) implements AutoCloseable {

        @Override
        public void close() {
            stores.close();
        }
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = options.report();
        try (Databases databases = options.databases();
                Filled small = filled(databases.create("few"), few, report);
                Filled large = filled(databases.create("many"), many, report)) {
            questions().forEach((what, question) -> {
                var ofFew = new ArrayList<Double>();
                var ofMany = new ArrayList<Double>();
                for (int round = 0; round < rounds + WARM_UP; round++) {
                    double one = timed(question, small);
                    double other = timed(question, large);
                    // The first ones find cold caches and code that is not compiled.
                    if (round >= WARM_UP) {
                        ofFew.add(one);
                        ofMany.add(other);
                    }
                }
                report.add(
                        Figure.of("logs", what + ", " + many + " stored beside " + few, "ms", Statistics.median(ofFew),
                                Statistics.median(ofMany), new Figure.Target.AtMostTimes(SLOWEST)));
            });
        }
        return report.print();
    }

    private static Filled filled(Databases.Fresh database, int rows, Report report) throws IOException, SQLException {
        Persistence stores = Persistence.open(new PersistenceSettings(database.directory(), Optional.of(database.url()),
                Optional.of(MASTER_KEY)), InstantSource.system(), new SecureRandom());
        long start = System.nanoTime();
        AppId app = new LogsStock(stores).fill(rows);
        if (database.kind() == Databases.Kind.postgresql) {
            // What autovacuum does by itself after a while.
            try (var connection = database.connect(); var statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
        report.say("%,d deliveries were stored in %,d s", rows, (System.nanoTime() - start) / 1_000_000_000);
        var timing = new Timing(InstantSource.system(), Policies.standard(true), new SecureRandom(),
                Generators.timeBasedEpochGenerator().generate().toString());
        return new Filled(stores, app, new Logs(stores.log(), stores.profiles()),
                new Counts(stores.statistics(), timing));
    }

    private static double timed(Consumer<Filled> question, Filled filled) {
        long start = System.nanoTime();
        question.accept(filled);
        return (System.nanoTime() - start) / 1e6;
    }

    private static Map<String, Consumer<Filled>> questions() {
        var questions = new LinkedHashMap<String, Consumer<Filled>>();
        Instant now = Instant.now();
        var all = new Filter();
        questions.put("newest page", it -> page(it, all));
        questions.put("page 50", it -> it.logs().page(it.app(), all.search(), 50, 100));
        questions.put("a day in the middle", it -> page(it, all.from(now.minus(Duration.ofDays(4))).to(
                now.minus(Duration.ofDays(3)))));
        for (String which : List.of("common", "rare", "none")) {
            questions.put("user, " + which, it -> page(it, all.user(which)));
            questions.put("provider, " + which, it -> page(it, all.provider(which)));
            questions.put("category, " + which, it -> page(it, all.category(which)));
            questions.put("code, " + which, it -> page(it, all.code(which)));
        }
        for (DeliveryState state : DeliveryState.values()) {
            questions.put("state " + state.word(), it -> page(it, all.states(state)));
            questions.put("state " + state.word() + " on a day",
                    it -> page(it, all.states(state).from(now.minus(Duration.ofDays(4)))
                            .to(now.minus(Duration.ofDays(3)))));
        }
        questions.put("states sent, delivered and seen", it -> page(it, all.states(DeliveryState.SENT,
                DeliveryState.DELIVERED, DeliveryState.SEEN)));
        for (Milestone milestone : Milestone.values()) {
            questions.put("reached " + milestone.name().toLowerCase(Locale.ROOT),
                    it -> page(it, all.reached(milestone)));
        }
        questions.put("phone, common", it -> page(it, all.phone(LogsStock.COMMON_PHONE)));
        questions.put("phone, rare", it -> page(it, all.phone(LogsStock.RARE_PHONE)));
        questions.put("phone, none", it -> page(it, all.phone("99999")));
        questions.put("user and state", it -> page(it, all.user("common").states(DeliveryState.DISCARDED)));
        questions.put("category and state", it -> page(it, all.category("common").states(DeliveryState.SEEN)));
        questions.put("state and provider that never meet", it -> page(it, all.states(DeliveryState.SEEN)
                .provider("none")));
        questions.put("everything that never meets", it -> page(it, all.user("common").states(DeliveryState.QUEUED)
                .provider("rare").category("rare").code("rare")));
        questions.put("stats of a day", it -> it.counts().of(it.app(), Optional.empty(), Optional.empty(),
                Optional.empty()));
        questions.put("stats of a week by day", it -> it.counts().of(it.app(), Optional.of(Interval.DAY),
                Optional.of(now.minus(Duration.ofDays(6))), Optional.empty()));
        questions.put("stats of a week by hour", it -> it.counts().of(it.app(), Optional.of(Interval.HOUR),
                Optional.of(now.minus(Duration.ofHours(166))), Optional.empty()));
        return questions;
    }

    private static void page(Filled it, Filter filter) {
        it.logs().page(it.app(), filter.search(), Optional.empty(), 100);
    }

    /** A search, built up. */
    private record Filter(Logs.Search search) {

        Filter() {
            this(new Logs.Search(Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }

        Filter user(String user) {
            return new Filter(
                    new Logs.Search(Optional.of(new UserId(user)), search.states(), search.reached(), search.provider(),
                            search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter states(DeliveryState... states) {
            return new Filter(new Logs.Search(search.user(), Set.of(states), search.reached(), search.provider(),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter reached(Milestone milestone) {
            return new Filter(new Logs.Search(search.user(), search.states(), Optional.of(milestone), search.provider(),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter provider(String provider) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(),
                    Optional.of(new ProviderId(provider)),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter category(String category) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(), search.provider(),
                    Optional.of(category), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter code(String code) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(), search.provider(),
                    search.category(),
                    Optional.of(code), search.phone(), search.from(), search.to()));
        }

        Filter phone(String phone) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(), search.provider(),
                    search.category(),
                    search.code(), Optional.of(phone), search.from(), search.to()));
        }

        Filter from(Instant from) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(), search.provider(),
                    search.category(),
                    search.code(), search.phone(), Optional.of(from), search.to()));
        }

        Filter to(Instant to) {
            return new Filter(new Logs.Search(search.user(), search.states(), search.reached(), search.provider(),
                    search.category(),
                    search.code(), search.phone(), search.from(), Optional.of(to)));
        }
    }
}
