package io.tidings.twilio.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How Twilio calls a URL, as the URL's fragment says: {@code #rc=5&rp=all}. See
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 *
 * @param connect how long a connection may take to be made ({@code ct})
 * @param read    how long an answer may take ({@code rt})
 * @param total   how long all tries may take together ({@code tt})
 * @param retries how many tries follow the first one ({@code rc})
 * @param on      what a try follows upon ({@code rp}): 4xx, 5xx, ct, rt or all
 */
record CallbackRules(Duration connect, Duration read, Duration total, int retries, Set<String> on) {

    private static final int MAX_TOTAL = 15_000;

    static CallbackRules of(URI url) {
        Map<String, List<String>> given = Form.parse(url.getRawFragment());
        return new CallbackRules(millis(given, "ct", 5_000, 10_000), millis(given, "rt", MAX_TOTAL, MAX_TOTAL),
                millis(given, "tt", MAX_TOTAL, MAX_TOTAL), number(given, "rc", 1, 0, 5),
                Set.of(given.getOrDefault("rp", List.of("ct")).getFirst().split(",")));
    }

    /** @param failure what became of a try: ct, rt or an HTTP status */
    boolean triesAgainAfter(String failure) {
        String family = failure.matches("[0-9]{3}") ? failure.charAt(0) + "xx" : failure;
        return on.contains("all") || on.contains(family);
    }

    private static Duration millis(Map<String, List<String>> given, String key, int usual, int most) {
        return Duration.ofMillis(number(given, key, usual, 100, most));
    }

    private static int number(Map<String, List<String>> given, String key, int usual, int least, int most) {
        String text = given.getOrDefault(key, List.of("")).getFirst();
        return text.matches("[0-9]{1,6}") ? Math.clamp(Integer.parseInt(text), least, most) : usual;
    }
}
