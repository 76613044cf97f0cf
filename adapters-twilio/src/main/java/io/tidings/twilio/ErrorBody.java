package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.util.Optional;

/**
 * What Twilio says where it refuses a request.
 *
 * @param code    its error code; absent where a gateway answered in its place
 * @param message its own words
 */
record ErrorBody(int status, Optional<String> code, Optional<String> message) {

    static ErrorBody of(Answer.Given answer) {
        Optional<JsonNode> json = answer.json();
        return new ErrorBody(answer.status(),
                json.map(body -> body.path("code")).filter(JsonNode::isIntegralNumber).map(JsonNode::asText),
                json.flatMap(body -> Answer.text(body, "message")));
    }

    Optional<TwilioFaults.Entry> entry() {
        return code.flatMap(TwilioFaults::entry);
    }

    /** The fault that the code stands for; without a code one that the HTTP status stands for. */
    ProviderFault fault(FaultKind kindWithoutCode, String explanationWithoutCode) {
        return code.map(known -> TwilioFaults.of(known, message))
                .orElseGet(() -> ProviderFault.of("http_" + status, kindWithoutCode, explanationWithoutCode
                        + message.map(TwilioFaults::shown).map(words -> " Twilio says: " + words).orElse("")));
    }
}
