package io.tidings.twilio.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in Twilio's form. */
record Problem(int status, int code, String message) {

    static final Problem UNAUTHORIZED = new Problem(401, 20003, "Authenticate");
    static final Problem TOO_MANY = new Problem(429, 20429, "Too Many Requests");
    static final Problem INTERNAL = new Problem(500, 20500, "An internal server error has occurred");

    static Problem notFound(String path) {
        return new Problem(404, 20404, "The requested resource " + path + " was not found");
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
