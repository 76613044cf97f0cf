package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a message looked like that we may have sent, to find it among those that Twilio lists for the same person and
 * sender.
 *
 * <p>Twilio gives back neither the callback URL nor the template of a message, so this is all there is.
 */
record Envelope(MessageForm.Complete form, Instant from, Instant until) {

    /** What Twilio puts before every text that a trial account sends. */
    private static final String TRIAL_PREFIX = "Sent from your Twilio trial account - ";

    Envelope {
        from = from.truncatedTo(ChronoUnit.SECONDS); // As exact as Twilio's dates are.
    }

    boolean holds(JsonNode message) {
        return instant(message, "date_created").filter(at -> !at.isBefore(from) && !at.isAfter(until)).isPresent()
                && form.first("MessagingServiceSid")
                        .map(service -> Answer.text(message, "messaging_service_sid").filter(service::equals)
                                .isPresent())
                        .orElse(true)
                && form.first("Body").map(body -> sameText(body, message.path("body").asText())).orElse(true);
    }

    /**
     * Whether the message was sent, and therefore made, too early; Twilio lists the latest sent first, so that all
     * after it are older still.
     */
    boolean isOlder(JsonNode message) {
        return instant(message, "date_sent").filter(at -> at.isBefore(from)).isPresent();
    }

    /**
     * Of a template or mere media nobody promises what Twilio shows as its text; free text is shown as it was given.
     */
    private static boolean sameText(String ours, String theirs) {
        String shown = theirs.startsWith(TRIAL_PREFIX) ? theirs.substring(TRIAL_PREFIX.length()) : theirs;
        return shown.strip().equals(ours.strip());
    }

    private static Optional<Instant> instant(JsonNode message, String member) {
        try {
            return Answer.text(message, member)
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
