package io.tidings.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.twilio.http.Response;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.core5.http.NameValuePair;

/** What came of one HTTP request to Twilio. */
sealed interface Answer {

    ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * An answer came.
     *
     * @param retryAfter the header {@code Retry-After}
     * @param date       the header {@code Date}: what time it was for the sender of the answer
     */
    record Given(int status, String body, Optional<String> retryAfter, Optional<String> date) implements Answer {

        /** The body, where it is a JSON object. A gateway may answer HTML, and anybody nothing at all. */
        Optional<JsonNode> json() {
            try {
                return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
            } catch (JsonProcessingException unreadable) {
                return Optional.empty();
            }
        }
    }

    /**
     * No answer came.
     *
     * @param requestLeft whether Twilio may have the request
     * @param cause       what happened instead
     */
    record Missing(boolean requestLeft, Exception cause) implements Answer {}

    static Given of(Response response) {
        return new Given(response.getStatusCode(), response.getContent(), header(response, "Retry-After"),
                header(response, "Date"));
    }

    private static Optional<String> header(Response response, String name) {
        return Arrays.stream(response.getHeaders())
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(NameValuePair::getValue)
                .findFirst();
    }

    /** A member of a JSON object as text; empty where it is absent, null or blank. */
    static Optional<String> text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(value.asText()).filter(text -> !text.isBlank())
                : Optional.empty();
    }
}
