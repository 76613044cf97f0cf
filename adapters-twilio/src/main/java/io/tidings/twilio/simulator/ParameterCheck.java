package io.tidings.twilio.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Twilio's own check of a new message's parameters, as far as its documentation tells. Unlike Twilio's it lets
 * callbacks go to local hosts.
 */
final class ParameterCheck {

    private static final Pattern ADDRESS = Pattern.compile("whatsapp:(\\+[1-9][0-9]{6,14}|[A-Z]{2}\\.[A-Za-z0-9]+)");
    private static final Pattern SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    private static final Pattern TEMPLATE = Pattern.compile("HX[0-9a-fA-F]{32}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BODY = 1600;
    private static final int MAX_MEDIA = 10;

    private final Map<String, List<String>> parameters;

    private ParameterCheck(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    static Optional<Problem> problem(Map<String, List<String>> parameters) {
        var check = new ParameterCheck(parameters);
        return check.addresses().or(check::content).or(check::callback);
    }

    private Optional<Problem> addresses() {
        String to = first("To").orElse("");
        Optional<String> from = first("From");
        Optional<String> service = first("MessagingServiceSid");
        if (to.isEmpty()) {
            return bad(21604, "A 'To' phone number is required.");
        }
        if (from.isEmpty() && service.isEmpty()) {
            return bad(21603, "A 'From' or a 'MessagingServiceSid' is required.");
        }
        if (service.filter(sid -> !SERVICE.matcher(sid).matches()).isPresent()) {
            return bad(21705, "The Messaging Service Sid is invalid.");
        }
        if (from.filter(address -> address.startsWith("whatsapp:") != to.startsWith("whatsapp:")).isPresent()) {
            return bad(21910, "'From' and 'To' must be of the same channel.");
        }
        if (!ADDRESS.matcher(to).matches()) {
            return bad(21211, "The 'To' number " + to + " is not a valid phone number.");
        }
        return from.filter(address -> !ADDRESS.matcher(address).matches()).isPresent()
                ? bad(21212, "The 'From' number " + from.get() + " is not a valid phone number.")
                : Optional.empty();
    }

    private Optional<Problem> content() {
        String body = first("Body").orElse("");
        Optional<String> template = first("ContentSid");
        List<String> media = parameters.getOrDefault("MediaUrl", List.of());
        if (body.isEmpty() && template.isEmpty() && media.isEmpty()) {
            return bad(21619, "A text message body or media urls must be specified.");
        }
        if (body.codePointCount(0, body.length()) > MAX_BODY) {
            return bad(21617, "The concatenated message body exceeds the 1600 character limit.");
        }
        if (template.filter(sid -> !TEMPLATE.matcher(sid).matches()).isPresent()) {
            return bad(21655, "The ContentSid is invalid.");
        }
        if (first("ContentVariables").filter(variables -> !isJsonObject(variables)).isPresent()) {
            return bad(21656, "The ContentVariables parameter is invalid.");
        }
        if (media.stream().anyMatch(url -> !isWebAddress(url))) {
            return bad(21620, "Invalid media URL(s).");
        }
        return media.size() > MAX_MEDIA
                ? bad(21623, "Number of media files exceeds allowed limit.")
                : Optional.empty();
    }

    private Optional<Problem> callback() {
        return first("StatusCallback").filter(url -> !isWebAddress(url)).isPresent()
                ? bad(21609, "The 'StatusCallback' URL is not a valid URL.")
                : Optional.empty();
    }

    private Optional<String> first(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    private static Optional<Problem> bad(int code, String message) {
        return Optional.of(new Problem(400, code, message));
    }

    private static boolean isJsonObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            URI url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
