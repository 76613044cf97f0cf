package io.tidings.bootstrap.figures;

import com.fasterxml.uuid.Generators;
import io.tidings.application.Counts;
import io.tidings.application.Logs;
import io.tidings.application.Timing;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.statistics.Interval;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
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
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Are filters and statistics over many deliveries as fast as over few? Every question is asked in turns of a database
 * with few and of one with many, so that whatever else the machine does falls on both.
 */
@Command(name = "logs", mixinStandardHelpOptions = true,
        description = "Filters and statistics over many deliveries beside the same over few. Exits with 1 when one"
                + " takes twice as long.")
public final class LogsFigure implements Callable<Integer> {

    private static final double SLOWEST = 2;
    private static final Secret MASTER_KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    @Option(names = "--database-url", paramLabel = "URL",
            description = "A PostgreSQL to make two schemas in, as jdbc:postgresql://host/postgres?user=…; without"
                    + " it, SQLite in new files.")
    private String url;

    @Option(names = "--few", defaultValue = "10000", description = "(${DEFAULT-VALUE})")
    private int few;

    @Option(names = "--many", defaultValue = "1000000", description = "(${DEFAULT-VALUE})")
    private int many;

    @Option(names = "--rounds", defaultValue = "31", description = "(${DEFAULT-VALUE})")
    private int rounds;

    /** A database with its deliveries, and who asks it. */
    private record Filled(Persistence stores, AppId app, Logs logs, Counts counts) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LogsFigure()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("tidings-logs-");
        Filled small = filled(directory, "few", few);
        Filled large = filled(directory, "many", many);
        boolean met = true;
        System.out.printf(Locale.ROOT, "%-50s %10s %10s %7s%n", "median in ms", "few", "many", "ratio");
        for (Map.Entry<String, Consumer<Filled>> question : questions().entrySet()) {
            var ofFew = new ArrayList<Double>();
            var ofMany = new ArrayList<Double>();
            for (int round = 0; round < rounds + 5; round++) {
                double one = timed(question.getValue(), small);
                double other = timed(question.getValue(), large);
                // The first ones find cold caches and code that is not compiled.
                if (round >= 5) {
                    ofFew.add(one);
                    ofMany.add(other);
                }
            }
            double ratio = median(ofMany) / median(ofFew);
            met &= ratio <= SLOWEST;
            System.out.printf(Locale.ROOT, "%-50s %10.2f %10.2f %7.2f %s%n", question.getKey(), median(ofFew),
                    median(ofMany), ratio, ratio <= SLOWEST ? "" : "MISSED");
        }
        small.stores().close();
        large.stores().close();
        return met ? 0 : 1;
    }

    private Filled filled(Path directory, String name, int rows) throws IOException, SQLException {
        Path own = Files.createDirectory(directory.resolve(name));
        Persistence stores = Persistence.open(new PersistenceSettings(own, database(name), Optional.of(MASTER_KEY)),
                InstantSource.system(), new SecureRandom());
        long start = System.nanoTime();
        AppId app = new LogsStock(stores).fill(rows);
        analyze(name);
        System.err.printf(Locale.ROOT, "%,d deliveries were stored in %,d s%n", rows,
                (System.nanoTime() - start) / 1_000_000_000);
        var timing = new Timing(InstantSource.system(), Policies.standard(true), new SecureRandom(),
                Generators.timeBasedEpochGenerator().generate().toString());
        return new Filled(stores, app, new Logs(stores.log(), stores.profiles()),
                new Counts(stores.statistics(), timing));
    }

    private Optional<String> database(String name) throws SQLException {
        if (url == null) {
            return Optional.empty();
        }
        String schema = "figure_" + name + "_" + ProcessHandle.current().pid();
        execute("CREATE SCHEMA " + schema);
        return Optional.of(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema);
    }

    /** What autovacuum does by itself after a while. */
    private void analyze(String name) throws SQLException {
        if (url != null) {
            for (String table : List.of("delivery", "delivery_log", "attempt", "timeline", "statistic", "profile")) {
                execute("VACUUM ANALYZE figure_" + name + "_" + ProcessHandle.current().pid() + "." + table);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double timed(Consumer<Filled> question, Filled filled) {
        long start = System.nanoTime();
        question.accept(filled);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> samples) {
        return samples.stream().sorted().toList().get(samples.size() / 2);
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
            questions.put("state " + state.word(), it -> page(it, all.state(state)));
            questions.put("state " + state.word() + " on a day",
                    it -> page(it, all.state(state).from(now.minus(Duration.ofDays(4)))
                            .to(now.minus(Duration.ofDays(3)))));
        }
        questions.put("phone", it -> page(it, all.phone("00042")));
        questions.put("user and state", it -> page(it, all.user("common").state(DeliveryState.DISCARDED)));
        questions.put("category and state", it -> page(it, all.category("common").state(DeliveryState.SEEN)));
        questions.put("state and provider that never meet", it -> page(it, all.state(DeliveryState.SEEN)
                .provider("none")));
        questions.put("everything that never meets", it -> page(it, all.user("common").state(DeliveryState.QUEUED)
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
            this(new Logs.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }

        Filter user(String user) {
            return new Filter(new Logs.Search(Optional.of(new UserId(user)), search.state(), search.provider(),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter state(DeliveryState state) {
            return new Filter(new Logs.Search(search.user(), Optional.of(state), search.provider(),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter provider(String provider) {
            return new Filter(new Logs.Search(search.user(), search.state(), Optional.of(new ProviderId(provider)),
                    search.category(), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter category(String category) {
            return new Filter(new Logs.Search(search.user(), search.state(), search.provider(),
                    Optional.of(category), search.code(), search.phone(), search.from(), search.to()));
        }

        Filter code(String code) {
            return new Filter(new Logs.Search(search.user(), search.state(), search.provider(), search.category(),
                    Optional.of(code), search.phone(), search.from(), search.to()));
        }

        Filter phone(String phone) {
            return new Filter(new Logs.Search(search.user(), search.state(), search.provider(), search.category(),
                    search.code(), Optional.of(phone), search.from(), search.to()));
        }

        Filter from(Instant from) {
            return new Filter(new Logs.Search(search.user(), search.state(), search.provider(), search.category(),
                    search.code(), search.phone(), Optional.of(from), search.to()));
        }

        Filter to(Instant to) {
            return new Filter(new Logs.Search(search.user(), search.state(), search.provider(), search.category(),
                    search.code(), search.phone(), search.from(), Optional.of(to)));
        }
    }
}
