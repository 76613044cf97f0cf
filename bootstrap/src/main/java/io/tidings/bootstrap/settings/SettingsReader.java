package io.tidings.bootstrap.settings;

import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.secret.Secret;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings from the environment and a file, reports everything that is wrong at once, and refuses what it does
 * not know.
 */
public final class SettingsReader {

    private static final String PREFIX = "TIDINGS_";
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    private final Map<SettingKey, String> given;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<SettingKey, String> given) {
        this.given = given;
    }

    /**
     * @param environment the process's environment, of which only {@code TIDINGS_} variables are read
     * @param file        lines of {@code KEY=value}; the environment wins over it
     * @throws InvalidSettings with every problem
     */
    public static Settings read(Map<String, String> environment, Optional<Path> file) {
        var problems = new ArrayList<String>();
        var all = new TreeMap<String, String>();
        file.ifPresent(path -> all.putAll(lines(path, problems)));
        environment.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                all.put(key, value);
            }
        });
        var given = new EnumMap<SettingKey, String>(SettingKey.class);
        all.forEach((key, value) -> SettingKey.of(key).ifPresentOrElse(
                known -> given.put(known, value.strip()),
                () -> problems.add(key + " is no setting." + SettingKey.nearest(key)
                        .map(near -> " Did you mean " + near.key() + "?")
                        .orElse(" The README lists all there are."))));
        var reader = new SettingsReader(given);
        reader.problems.addAll(problems);
        return reader.settings();
    }

    /** The settings as they are in effect, a line each, secrets hidden. */
    public static List<String> describe(Settings settings) {
        var shown = new EnumMap<SettingKey, String>(SettingKey.class);
        shown.put(SettingKey.DATA_DIR, settings.dataDir().toString());
        shown.put(SettingKey.DATABASE_URL, settings.databaseUrl()
                .replaceAll("(?i)(password=)[^&;]*", "$1" + Secret.MASK)
                .replaceAll("(//[^:/?@]*:)[^?]*@", "$1" + Secret.MASK + "@"));
        shown.put(SettingKey.HTTP_HOST, settings.httpHost());
        shown.put(SettingKey.HTTP_PORT, Integer.toString(settings.httpPort()));
        shown.put(SettingKey.PUBLIC_URL, settings.publicUrl().map(URI::toString).orElse("(none: statuses are polled)"));
        shown.put(SettingKey.ADMIN_TOKEN, settings.adminToken().map(Secret::toString)
                .orElse("(from " + settings.dataDir().resolve("admin.token") + ")"));
        shown.put(SettingKey.MASTER_KEY, settings.masterKey().map(Secret::toString)
                .orElse("(from " + settings.dataDir().resolve("master.key") + ")"));
        shown.put(SettingKey.TWILIO_API_URL, settings.twilioApiUrl().toString());
        shown.put(SettingKey.TWILIO_TIMEOUT, words(settings.twilioTimeout()));
        shown.put(SettingKey.LEASE, words(settings.lease()));
        shown.put(SettingKey.EVIDENCE_WINDOW, words(settings.evidenceWindow()));
        shown.put(SettingKey.POLL_AFTER, words(settings.pollAfter()
                .orElseGet(() -> Policies.standard(settings.publicUrl().isPresent()).polls().first())));
        shown.put(SettingKey.DELIVERY_BUDGET, words(settings.deliveryBudget()));
        shown.put(SettingKey.RETENTION, words(settings.retention()));
        shown.put(SettingKey.IDEMPOTENCY, words(settings.idempotency()));
        shown.put(SettingKey.OPT_OUT_WORDS, String.join(", ", settings.consentWords().optOut()));
        shown.put(SettingKey.OPT_IN_WORDS, String.join(", ", settings.consentWords().optIn()));
        shown.put(SettingKey.RATE_LIMIT, Integer.toString(settings.rateLimit()));
        shown.put(SettingKey.CONSOLE, Boolean.toString(settings.console()));
        return shown.entrySet().stream().map(entry -> entry.getKey().key() + "=" + entry.getValue()).toList();
    }

    private Settings settings() {
        Path dataDir = value(SettingKey.DATA_DIR, SettingsReader::path);
        String database = given.containsKey(SettingKey.DATABASE_URL)
                ? value(SettingKey.DATABASE_URL, SettingsReader::jdbc)
                : "jdbc:sqlite:" + (dataDir == null ? "" : dataDir.resolve("tidings.db"));
        String host = value(SettingKey.HTTP_HOST, text -> text);
        Integer port = value(SettingKey.HTTP_PORT, SettingsReader::port);
        Optional<URI> publicUrl = optional(SettingKey.PUBLIC_URL, SettingsReader::baseUrl);
        Optional<Secret> adminToken = optional(SettingKey.ADMIN_TOKEN, SettingsReader::token);
        Optional<Secret> masterKey = optional(SettingKey.MASTER_KEY, SettingsReader::key);
        URI twilio = value(SettingKey.TWILIO_API_URL, SettingsReader::baseUrl);
        Duration timeout = value(SettingKey.TWILIO_TIMEOUT, SettingsReader::duration);
        Duration lease = value(SettingKey.LEASE, SettingsReader::duration);
        Duration window = value(SettingKey.EVIDENCE_WINDOW, SettingsReader::duration);
        Optional<Duration> pollAfter = optional(SettingKey.POLL_AFTER, SettingsReader::pause);
        Duration budget = value(SettingKey.DELIVERY_BUDGET, SettingsReader::duration);
        Duration retention = value(SettingKey.RETENTION, SettingsReader::duration);
        Duration idempotency = value(SettingKey.IDEMPOTENCY, SettingsReader::duration);
        Integer rateLimit = value(SettingKey.RATE_LIMIT, SettingsReader::rate);
        Boolean console = value(SettingKey.CONSOLE, SettingsReader::flag);
        if (timeout != null && lease != null && lease.compareTo(timeout.plus(LEASE_MARGIN)) < 0) {
            problems.add(SettingKey.LEASE.key() + " must be at least 2 s longer than " + SettingKey.TWILIO_TIMEOUT.key()
                    + ": a lease that ends before the call does makes a living send look dead");
        }
        ConsentWords words = words(value(SettingKey.OPT_OUT_WORDS, SettingsReader::list),
                value(SettingKey.OPT_IN_WORDS, SettingsReader::list));
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return new Settings(dataDir, database, host, port, publicUrl, adminToken, masterKey, twilio, timeout, lease,
                window, pollAfter, budget, retention, idempotency, words, rateLimit, console);
    }

    private ConsentWords words(List<String> optOut, List<String> optIn) {
        try {
            return ConsentWords.of(optOut, optIn);
        } catch (IllegalArgumentException e) {
            problems.add(SettingKey.OPT_OUT_WORDS.key() + " and " + SettingKey.OPT_IN_WORDS.key() + ": "
                    + e.getMessage());
            return null;
        }
    }

    private static List<String> list(String text) {
        return List.of(text.split(","));
    }

    /** The value that was given or the default; null, with a problem noted, when it cannot be used. */
    private <T> T value(SettingKey key, Function<String, T> parse) {
        String text = given.getOrDefault(key, "");
        try {
            return parse.apply(text.isEmpty() ? key.standard() : text);
        } catch (IllegalArgumentException e) {
            problems.add(key.key() + " " + e.getMessage());
            return null;
        }
    }

    private <T> Optional<T> optional(SettingKey key, Function<String, T> parse) {
        return given.getOrDefault(key, "").isEmpty() ? Optional.empty() : Optional.ofNullable(value(key, parse));
    }

    private static Map<String, String> lines(Path file, List<String> problems) {
        var properties = new OnceEach(file, problems);
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("The configuration file " + file + " cannot be read: " + e.getMessage());
        }
        var lines = new TreeMap<String, String>();
        properties.forEach((key, value) -> lines.put(key.toString(), value.toString()));
        return lines;
    }

    /** Of a key that stands twice in a file nobody knows which was meant. */
    private static final class OnceEach extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Path file;
        private final transient List<String> problems;

        OnceEach(Path file, List<String> problems) {
            this.file = file;
            this.problems = problems;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                problems.add(key + " stands in " + file + " more than once. Leave one of them.");
            }
            return before;
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path", e);
        }
    }

    private static String jdbc(String text) {
        if (!text.startsWith("jdbc:sqlite:") && !text.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("must be a JDBC URL such as jdbc:sqlite:/var/lib/tidings/tidings.db or"
                    + " jdbc:postgresql://user:password@host:5432/tidings");
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("must be a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }

    private static int rate(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > 100_000) {
            throw new IllegalArgumentException("must be a whole number of requests a second from 0 to 100000");
        }
        return Integer.parseInt(text);
    }

    private static URI baseUrl(String text) {
        URI url = URI.create(text.replaceAll("/+$", ""));
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null
                || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "must be a URL such as https://notify.example.org, without credentials, query and fragment");
        }
        return url;
    }

    private static Secret token(String text) {
        if (text.length() < 16) {
            throw new IllegalArgumentException("must have at least 16 characters");
        }
        return Secret.of(text);
    }

    private static Secret key(String text) {
        try {
            if (Base64.getDecoder().decode(text).length == 32) {
                return Secret.of(text);
            }
        } catch (IllegalArgumentException e) {
            // answered below in the same words as a wrong length, without the value
        }
        throw new IllegalArgumentException("must be base64 of 32 bytes; `openssl rand -base64 32` makes one");
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a duration such as 500ms, 30s, 5m, 24h or 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration pause(String text) {
        Duration pause = duration(text);
        if (pause.toMillis() < 1_000) {
            throw new IllegalArgumentException("must be at least 1s");
        }
        return pause;
    }

    private static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
