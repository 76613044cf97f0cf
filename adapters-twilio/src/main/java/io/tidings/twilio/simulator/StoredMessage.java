package io.tidings.twilio.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message that the simulator has made. Its status changes while it is read. */
final class StoredMessage {

    static final String API_VERSION = "2010-04-01";

    /** The sender that a Messaging Service takes where the request names none. */
    private static final String SENDER_OF_SERVICE = "whatsapp:+14155238886";

    /** Status, error code and time of the last change, which change together. */
    private record State(String status, int errorCode, Instant since, Optional<Instant> sentAt) {}

    private final String sid;
    private final String accountSid;
    private final Map<String, List<String>> parameters;
    private final Instant createdAt;
    private volatile State state;

    StoredMessage(String sid, String accountSid, Map<String, List<String>> parameters, Instant createdAt) {
        this.sid = sid;
        this.accountSid = accountSid;
        this.parameters = Map.copyOf(parameters);
        this.createdAt = createdAt;
        this.state = new State(parameters.containsKey("MessagingServiceSid") && !parameters.containsKey("From")
                ? "accepted"
                : "queued", 0, createdAt, Optional.empty());
    }

    String sid() {
        return sid;
    }

    Instant createdAt() {
        return createdAt;
    }

    String to() {
        return parameter("To").orElseThrow();
    }

    String from() {
        return parameter("From").orElse(SENDER_OF_SERVICE);
    }

    Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** When it left for WhatsApp; until then Twilio's list does not find it by date. */
    Optional<Instant> sentAt() {
        return state.sentAt();
    }

    /** Steps come one after the other, so that none overtakes another. */
    void reach(Script.Step step, Instant now) {
        State before = state;
        state = new State(step.status(), step.errorCode(), now, before.sentAt().or(() -> Optional.of(now)));
    }

    SimulatedMessage snapshot() {
        State now = state;
        return new SimulatedMessage(sid, parameters, now.status(),
                Optional.of(now.errorCode()).filter(code -> code != 0), createdAt);
    }

    ObjectNode json() {
        State now = state;
        boolean media = parameters.containsKey("MediaUrl");
        String uri = "/" + API_VERSION + "/Accounts/" + accountSid + "/Messages/" + sid;
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("account_sid", accountSid)
                .put("api_version", API_VERSION)
                .put("body", parameter("Body").orElse(""))
                .put("date_created", date(createdAt))
                .put("date_sent", now.sentAt().map(StoredMessage::date).orElse(null))
                .put("date_updated", date(now.since()))
                .put("direction", "outbound-api")
                .put("error_code", now.errorCode() == 0 ? null : now.errorCode())
                .put("error_message", now.errorCode() == 0 ? null : "Simulated failure")
                .put("from", from())
                .put("messaging_service_sid", parameter("MessagingServiceSid").orElse(null))
                .put("num_media", media ? "1" : "0")
                .put("num_segments", "1")
                .putNull("price")
                .putNull("price_unit")
                .put("sid", sid)
                .put("status", now.status())
                .put("to", to())
                .put("uri", uri + ".json");
        json.putObject("subresource_uris").put("media", uri + "/Media.json");
        return json;
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC))
                .replace("GMT", "+0000");
    }
}
