package io.tidings.twilio;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendOutcome.Accepted;
import io.tidings.domain.provider.SendOutcome.Deferred;
import io.tidings.domain.provider.SendOutcome.Refused;
import io.tidings.domain.provider.SendOutcome.Uncertain;
import java.util.Optional;

/**
 * What became of a message, read from what Twilio answered to it.
 *
 * <p>Twilio knows no idempotency key and says of its 5xx that a repeated request may reach a person twice
 * (https://www.twilio.com/docs/api/errors/20500). So only an answer of 4xx, which Twilio gives before it makes a
 * message, and a request that never left prove that there is none.
 */
final class SendOutcomes {

    private SendOutcomes() {}

    /** @param senderOverridden whether the caller chose the sender for this message */
    static SendOutcome of(Answer answer, boolean senderOverridden) {
        return switch (answer) {
            case Answer.Missing missing when missing.requestLeft() -> new Uncertain(ConnectionFaults.of(missing));
            case Answer.Missing missing -> new Deferred(ConnectionFaults.of(missing), Optional.empty());
            case Answer.Given given when given.status() / 100 == 2 -> taken(given);
            // A server that waited too long for the rest of a request, or a gateway that waited for Twilio.
            case Answer.Given given when given.status() == 408 -> uncertain(given);
            case Answer.Given given when given.status() / 100 == 4 -> turnedDown(given, senderOverridden);
            case Answer.Given given -> uncertain(given);
        };
    }

    private static SendOutcome taken(Answer.Given given) {
        return given.json().flatMap(message -> Answer.text(message, "sid"))
                .filter(TwilioApi::isMessageSid)
                .<SendOutcome>map(Accepted::new)
                .orElseGet(() -> new Uncertain(ProviderFault.of("unreadable_answer", FaultKind.RETRY,
                        "Twilio answered HTTP " + given.status() + " without the identifier of a message, so it may"
                                + " have taken this one.")));
    }

    private static SendOutcome uncertain(Answer.Given given) {
        return new Uncertain(ErrorBody.of(given).code()
                .map(code -> TwilioFaults.of(code, ErrorBody.of(given).message()).link())
                .map(link -> new ProviderFault("http_" + given.status(), FaultKind.RETRY, unclear(given), link))
                .orElseGet(() -> ProviderFault.of("http_" + given.status(), FaultKind.RETRY, unclear(given))));
    }

    private static String unclear(Answer.Given given) {
        return "Twilio, or a gateway before it, answered HTTP " + given.status()
                + ". It may have taken the message nevertheless.";
    }

    private static SendOutcome turnedDown(Answer.Given given, boolean senderOverridden) {
        ErrorBody error = ErrorBody.of(given);
        return switch (given.status()) {
            case 401 -> new Deferred(credentials(error), RetryAfter.of(given));
            case 429 -> new Deferred(tooMany(error), RetryAfter.of(given));
            case 403, 404 -> error.entry().isPresent()
                    ? byCode(error, senderOverridden, given)
                    : new Deferred(credentials(error), RetryAfter.of(given));
            default -> byCode(error, senderOverridden, given);
        };
    }

    private static SendOutcome byCode(ErrorBody error, boolean senderOverridden, Answer.Given given) {
        ProviderFault fault = error.fault(FaultKind.UNKNOWN,
                "Twilio refused the message with HTTP " + given.status() + " and gave no error code.");
        boolean later = fault.kind().passes() || switch (error.entry().map(TwilioFaults.Entry::reach)
                .orElse(TwilioFaults.Reach.MESSAGE)) {
            case ACCOUNT -> true;
            case SENDER -> !senderOverridden;
            case MESSAGE -> false;
        };
        return later ? new Deferred(fault, RetryAfter.of(given)) : new Refused(fault);
    }

    /** Whatever the code: who is not let in has sent nothing, and an operator must act before anything can be sent. */
    private static ProviderFault credentials(ErrorBody error) {
        ProviderFault fault = error.fault(FaultKind.SETTINGS, "Twilio answered HTTP " + error.status()
                + " and gave no error code: it did not accept the account SID and auth token, or the address of"
                + " Twilio's API is wrong. Check the settings.");
        return fault.kind() == FaultKind.SETTINGS
                ? fault
                : new ProviderFault(fault.code(), FaultKind.SETTINGS, fault.explanation(), fault.link());
    }

    /**
     * Whatever the code: Twilio never processes what it answers 429 to (https://www.twilio.com/docs/api/errors/20429).
     */
    private static ProviderFault tooMany(ErrorBody error) {
        ProviderFault fault = error.fault(FaultKind.RETRY,
                "Twilio got too many requests at once and did not process this one. It is sent again more slowly.");
        return fault.kind().passes()
                ? fault
                : new ProviderFault(fault.code(), FaultKind.RETRY, fault.explanation(), fault.link());
    }
}
