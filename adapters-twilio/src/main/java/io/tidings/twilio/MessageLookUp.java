package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.LookUpOutcome.Found;
import io.tidings.domain.provider.LookUpOutcome.Refused;
import io.tidings.domain.provider.LookUpOutcome.Unanswered;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Asks Twilio what became of a message. */
final class MessageLookUp {

    /**
     * Twilio lists the newest first, and what is asked for is minutes old: whoever has more than this with one person
     * needs no look-up.
     */
    private static final int MAX_PAGES = 10;

    private static final String PAGE_SIZE = "50";

    private final TwilioApi api;

    MessageLookUp(TwilioApi api) {
        this.api = api;
    }

    LookUpOutcome byReference(LookUp.ByReference question) {
        if (!TwilioApi.isMessageSid(question.reference())) {
            return refused("reference", "This is not the identifier of a message at Twilio: it must be SM or MM and 32"
                    + " hexadecimal digits.");
        }
        Answer answer = api.message(question.settings(), question.reference());
        if (answer instanceof Answer.Given given && given.status() == 404) {
            return new Found(List.of());
        }
        return switch (read(answer)) {
            case Read.Failed failed -> failed.outcome();
            case Read.Body body -> report(body.json())
                    .<LookUpOutcome>map(found -> new Found(List.of(found)))
                    .orElseGet(MessageLookUp::unreadable);
        };
    }

    LookUpOutcome byImprint(LookUp.ByImprint question) {
        var imprint = new MessageImprint(question.imprint());
        if (!imprint.isOf(question.settings())) {
            return refused("other_account",
                    "The message went through another Twilio account than the one that is set up"
                            + " now, and only that one's owner could see it.");
        }
        var filter = new LinkedHashMap<>(imprint.filter());
        // Not by DateSent: what still waits in Twilio's queue has none, and must not be taken for missing.
        filter.put("PageSize", PAGE_SIZE);
        var born = new Span(question.from().truncatedTo(ChronoUnit.SECONDS), question.until());

        var found = new ArrayList<Report>();
        Answer answer = api.messages(question.settings(), filter);
        for (int page = 1; page <= MAX_PAGES; page++) {
            switch (read(answer)) {
                case Read.Failed failed -> {
                    return failed.outcome();
                }
                case Read.Body body -> {
                    if (!body.json().path("messages").isArray()) {
                        return unreadable();
                    }
                    List<JsonNode> messages = body.json().path("messages").valueStream().toList();
                    messages.stream().filter(message -> born.holds(message) && imprint.fits(message))
                            .forEach(fits -> report(fits).ifPresent(found::add));
                    Optional<String> next = Answer.text(body.json(), "next_page_uri")
                            .filter(uri -> uri.startsWith("/"));
                    if (next.isEmpty() || messages.stream().anyMatch(born::isAfter)) {
                        return new Found(found);
                    }
                    answer = api.page(question.settings(), next.get());
                }
            }
        }
        return refused("too_many", "Twilio lists too many messages to this person for one to be told from the others.");
    }

    /**
     * When a message was made.
     *
     * @param from as exact as Twilio's dates are
     */
    private record Span(Instant from, Instant until) {

        boolean holds(JsonNode message) {
            return instant(message, "date_created").filter(at -> !at.isBefore(from) && !at.isAfter(until)).isPresent();
        }

        /**
         * Whether the message was sent, and therefore made, too early; Twilio lists the latest sent first, so that all
         * after it are older still.
         */
        boolean isAfter(JsonNode message) {
            return instant(message, "date_sent").filter(at -> at.isBefore(from)).isPresent();
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

    private static Optional<Report> report(JsonNode message) {
        return Answer.text(message, "sid").flatMap(sid -> Answer.text(message, "status").map(word -> MessageReports.of(
                sid, word, Answer.text(message, "error_code"), Answer.text(message, "error_message"), raw(message))));
    }

    private static LinkedHashMap<String, String> raw(JsonNode message) {
        var raw = new LinkedHashMap<String, String>();
        for (String member : List.of("sid", "status", "error_code", "error_message", "from", "to", "date_created",
                "date_sent", "date_updated", "messaging_service_sid", "num_segments", "price", "price_unit")) {
            Answer.text(message, member).ifPresent(value -> raw.put(member, FormFields.masked(value)));
        }
        return raw;
    }

    /** An answer to a question: a JSON object, or what it means that there is none. */
    private sealed interface Read {
        record Body(JsonNode json) implements Read {}

        record Failed(LookUpOutcome outcome) implements Read {}
    }

    private static Read read(Answer answer) {
        return switch (answer) {
            case Answer.Missing missing -> new Read.Failed(new Unanswered(ConnectionFaults.of(missing)));
            case Answer.Given given when given.status() == 200 -> given.json()
                    .<Read>map(Read.Body::new)
                    .orElseGet(() -> new Read.Failed(unreadable()));
            case Answer.Given given when given.status() / 100 == 4 && given.status() != 429 && given.status() != 408 ->
                new Read.Failed(new Refused(ErrorBody.of(given).fault(FaultKind.SETTINGS,
                        "Twilio refused the question with HTTP " + given.status() + " and gave no error code.")));
            case Answer.Given given -> new Read.Failed(new Unanswered(ProviderFault.of("http_" + given.status(),
                    FaultKind.RETRY, "Twilio, or a gateway before it, answered HTTP " + given.status() + ".")));
        };
    }

    private static LookUpOutcome unreadable() {
        return new Unanswered(ProviderFault.of("unreadable_answer", FaultKind.RETRY,
                "Twilio's answer could not be understood."));
    }

    private static LookUpOutcome refused(String code, String explanation) {
        return new Refused(ProviderFault.of(code, FaultKind.UNKNOWN, explanation));
    }
}
