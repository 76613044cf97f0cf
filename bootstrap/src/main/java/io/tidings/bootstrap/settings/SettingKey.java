package io.tidings.bootstrap.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** What can be set. Each key is an environment variable and a line of a configuration file; the environment wins. */
public enum SettingKey {

    DATA_DIR("TIDINGS_DATA_DIR", "data", false,
            "the directory for the database and generated secrets; created with mode 0700"),

    DATABASE_URL("TIDINGS_DATABASE_URL", "jdbc:sqlite:<data directory>/tidings.db", false,
            "the database as a JDBC URL: of SQLite, or of PostgreSQL such as"
                    + " jdbc:postgresql://user:password@host/tidings"),

    HTTP_HOST("TIDINGS_HTTP_HOST", "127.0.0.1", false,
            "the address to listen on"),

    HTTP_PORT("TIDINGS_HTTP_PORT", "8080", false,
            "the port to listen on; 0 takes a free one"),

    PUBLIC_URL("TIDINGS_PUBLIC_URL", "", false,
            "what providers see, such as https://notify.example.org; without it no callbacks are asked for"
                    + " and statuses are polled"),

    ADMIN_TOKEN("TIDINGS_ADMIN_TOKEN", "generated into <data directory>/admin.token", true,
            "proves the operator to the management API; at least 16 characters"),

    MASTER_KEY("TIDINGS_MASTER_KEY", "generated into <data directory>/master.key", true,
            "seals provider secrets at rest; base64 of 32 random bytes"),

    TWILIO_API_URL("TIDINGS_TWILIO_API_URL", "https://api.twilio.com", false,
            "where Twilio's API is; another address serves for a simulator"),

    TWILIO_TIMEOUT("TIDINGS_TWILIO_TIMEOUT", "30s", false,
            "how long to wait for Twilio's answer; Twilio itself may take 26 seconds"),

    LEASE("TIDINGS_LEASE", "60s", false,
            "after how long a send whose process has died is looked into; longer than the timeout by at least 2 s"),

    EVIDENCE_WINDOW("TIDINGS_EVIDENCE_WINDOW", "5m", false,
            "how long callbacks and look-ups must be silent about a send of unknown outcome before it is sent again"),

    POLL_AFTER("TIDINGS_POLL_AFTER", "15m, or 5s without a public URL", false,
            "how long after a message was sent Twilio is first asked for a status that no callback has brought"),

    DELIVERY_BUDGET("TIDINGS_DELIVERY_BUDGET", "24h", false,
            "how long a delivery may wait to be handed over before it is discarded;"
                    + " apps and requests may say otherwise"),

    RETENTION("TIDINGS_RETENTION", "90d", false,
            "how long what has ended is kept before it is removed"),

    IDEMPOTENCY("TIDINGS_IDEMPOTENCY", "24h", false,
            "how long an idempotency key is remembered"),

    OPT_OUT_WORDS("TIDINGS_OPT_OUT_WORDS", "STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE, OPTOUT", false,
            "what people write, as the whole message, to get no more messages; separated by commas"),

    OPT_IN_WORDS("TIDINGS_OPT_IN_WORDS", "START, YES, UNSTOP", false,
            "what they write to get messages again; the first is the one that they are told"),

    RATE_LIMIT("TIDINGS_RATE_LIMIT", "1000", false,
            "how many requests a second each API key may make of each process, twice as many at once;"
                    + " 0 means no limit"),

    CONSOLE("TIDINGS_CONSOLE", "true", false,
            "whether the console is served at /; false serves the API alone");

    private final String key;
    private final String standard;
    private final boolean secret;
    private final String help;

    SettingKey(String key, String standard, boolean secret, String help) {
        this.key = key;
        this.standard = standard;
        this.secret = secret;
        this.help = help;
    }

    /** Its name in the environment and in files. */
    public String key() {
        return key;
    }

    /** The default, as a value or in words; empty where there is none. */
    public String standard() {
        return standard;
    }

    /** Whether it is never printed. */
    public boolean secret() {
        return secret;
    }

    /** What it means, in one line. */
    public String help() {
        return help;
    }

    static Optional<SettingKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    /** The key that a mistyped one was most likely meant to be; empty when it is like none. */
    static Optional<SettingKey> nearest(String mistyped) {
        return Arrays.stream(values()).min(Comparator.comparingInt(known -> distance(known.key, mistyped)))
                .filter(known -> distance(known.key, mistyped) <= known.key.length() / 2);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
