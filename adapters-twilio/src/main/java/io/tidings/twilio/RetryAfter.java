package io.tidings.twilio;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an answer asks us to wait: {@code Retry-After} of RFC 9110, in seconds or as a date. */
final class RetryAfter {

    /** Twilio's longest quota is a day's; whoever asks for more is mistaken. */
    static final Duration MAX = Duration.ofHours(24);

    private RetryAfter() {}

    /**
     * A date is understood by the answer's own {@code Date}, so that our clock need not agree with the sender's. Empty
     * where the answer asks for nothing, or for nothing that can be understood.
     */
    static Optional<Duration> of(Answer.Given answer) {
        return answer.retryAfter().map(String::strip).flatMap(asked -> asked.matches("[0-9]+")
                ? Optional.of(asked.length() > 6 ? MAX : Duration.ofSeconds(Long.parseLong(asked)))
                : date(asked).flatMap(until -> answer.date().flatMap(RetryAfter::date)
                        .map(now -> Duration.between(now, until))))
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException otherwise) {
            return Optional.empty();
        }
    }
}
