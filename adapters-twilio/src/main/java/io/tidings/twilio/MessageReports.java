package io.tidings.twilio;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import java.util.Map;
import java.util.Optional;

/** Twilio's words for the state of a message, in ours. The same words come in callbacks and in answers. */
final class MessageReports {

    private MessageReports() {}

    /**
     * @param word       Twilio's status
     * @param errorCode  why, where Twilio says so
     * @param twilioSays Twilio's or WhatsApp's own words about it
     */
    static Report of(String reference, String word, Optional<String> errorCode, Optional<String> twilioSays,
            Map<String, String> raw) {
        ReportedStatus status = status(word);
        Optional<ProviderFault> fault = status == ReportedStatus.FAILED
                ? Optional.of(errorCode.filter(code -> code.matches("[1-9][0-9]{0,8}"))
                        .map(code -> TwilioFaults.of(code, twilioSays))
                        .orElseGet(() -> unexplained(word, twilioSays)))
                : Optional.empty();
        return new Report(reference, status, TwilioFaults.shown(word), fault, raw);
    }

    private static ReportedStatus status(String word) {
        return switch (word) {
            case "accepted", "scheduled", "queued", "sending", "sent" -> ReportedStatus.SENT;
            case "delivered" -> ReportedStatus.DELIVERED;
            case "read" -> ReportedStatus.SEEN;
            case "failed", "undelivered", "canceled" -> ReportedStatus.FAILED;
            default -> ReportedStatus.UNKNOWN;
        };
    }

    private static ProviderFault unexplained(String word, Optional<String> twilioSays) {
        String explanation = word.equals("canceled")
                ? "The message was cancelled at Twilio before it was sent."
                : "Twilio says that the message is " + word
                        + " and gives no error code. Look the message up in Twilio's"
                        + " console under Monitor > Logs > Messaging.";
        return ProviderFault.of(word, FaultKind.UNKNOWN, explanation
                + twilioSays.map(TwilioFaults::shown).map(words -> " Twilio says: " + words).orElse(""));
    }
}
