package io.tidings.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form that makes a message at Twilio: what follows from profile, content and settings, with the caller's overrides
 * laid over it key by key.
 *
 * <p>The keys are Twilio's own and any may be overridden, also such as Twilio has not invented yet. An array repeats
 * its field, an object becomes its JSON text ({@code ContentVariables}), and null takes a field away.
 */
sealed interface MessageForm {

    /**
     * A form that Twilio may be given.
     *
     * @param senderOverridden whether the caller chose the sender for this message, so that a fault of the sender says
     *                         nothing about the settings
     */
    record Complete(Map<String, List<String>> fields, boolean senderOverridden) implements MessageForm {

        /** The first value of a field, where it has one. */
        Optional<String> first(String field) {
            return fields.getOrDefault(field, List.of()).stream().findFirst().filter(value -> !value.isBlank());
        }
    }

    /** There is nobody to send to, nothing to say or no account, so that there is no sense in asking Twilio. */
    record Lacking(ProviderFault fault) implements MessageForm {}

    /**
     * Connection overrides of Twilio's callbacks, in the fragment, which is not part of what is signed: five more tries
     * after any failure. Without them a report that meets our restart is lost. See
     * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
     */
    String CALLBACK_RETRIES = "#rc=5&rp=all";

    String CHANNEL_PREFIX = "whatsapp:";

    /** The form of a message that is to be made. */
    static MessageForm of(ProviderSettings settings, UserProfile recipient, Content content, JsonObject overrides,
            Optional<URI> callback) {
        MessageForm form = addressed(settings, recipient, content, overrides, callback);
        boolean silent = form instanceof Complete complete && Stream.of("Body", "ContentSid", "MediaUrl")
                .allMatch(field -> complete.first(field).isEmpty());
        return silent
                ? new Lacking(ProviderFault.of("content", FaultKind.CONTENT,
                        "There is nothing to say: the notification has neither message, title nor template, and the"
                                + " override neither Body, ContentSid nor MediaUrl. Give one of them."))
                : form;
    }

    /** A form that is addressed to somebody, even where it says nothing. */
    private static MessageForm addressed(ProviderSettings settings, UserProfile recipient, Content content,
            JsonObject overrides, Optional<URI> callback) {
        var fields = new LinkedHashMap<String, List<String>>();
        Optional<String> phoneNumber = recipient.properties().text(TwilioDescriptor.PHONE_NUMBER);
        phoneNumber.flatMap(PhoneNumber::parse).ifPresent(to -> fields.put("To", List.of(to.e164())));
        fields.put("From", List.of(settings.require(TwilioDescriptor.FROM_NUMBER)));
        content.text().ifPresent(text -> fields.put("Body", List.of(text)));
        content.approved().ifPresent(template -> addTemplate(template, overrides.members(), fields));
        callback.ifPresent(url -> fields.put("StatusCallback", List.of(url + CALLBACK_RETRIES)));

        Map<String, Object> given = overrides.members();
        given.forEach((name, value) -> fields.put(name, values(value)));
        if (given.get("ContentSid") != null && !given.containsKey("Body")) {
            fields.remove("Body"); // A template goes without a text beside it.
        }
        if (given.get("MessagingServiceSid") != null && !given.containsKey("From")) {
            fields.remove("From"); // The service chooses the sender.
        }
        fields.values().removeIf(List::isEmpty);
        for (String address : List.of("To", "From")) {
            fields.computeIfPresent(address, (name, values) -> values.stream().map(MessageForm::prefixed).toList());
        }
        var form = new Complete(fields, given.containsKey("From") || given.containsKey("MessagingServiceSid"));
        if (form.first("To").isEmpty()) {
            return new Lacking(ProviderFault.of("recipient", FaultKind.RECIPIENT,
                    nobody(recipient.properties().members().get(TwilioDescriptor.PHONE_NUMBER),
                            given.containsKey("To"))));
        }
        return form;
    }

    /** Who would write to whom by such a form, whatever it says. */
    static Optional<Parties> parties(ProviderSettings settings, UserProfile recipient, JsonObject overrides) {
        return switch (addressed(settings, recipient, Content.NONE, overrides, Optional.empty())) {
            case Lacking nobody -> Optional.empty();
            case Complete form -> TwilioCallbacks.address(form.first("To"))
                    .map(person -> new Parties(person, TwilioCallbacks.address(form.first("From"))));
        };
    }

    /** Of a template that the override puts something else in the place of, nothing is left. */
    private static void addTemplate(ApprovedContent template, Map<String, Object> overridden,
            Map<String, List<String>> fields) {
        if (!replacesContent(overridden)) {
            fields.put("ContentSid", List.of(template.reference()));
            if (!template.variables().isEmpty()) {
                fields.put("ContentVariables", List.of(json(template.variables())));
            }
        }
    }

    /** Whether a caller's override says something else in the place of what there is to say. */
    static boolean replacesContent(Map<String, Object> overridden) {
        return replacesText(overridden) || overridden.get("MediaUrl") != null;
    }

    /** The same of a text, which goes with a picture. */
    static boolean replacesText(Map<String, Object> overridden) {
        return overridden.get("Body") != null || overridden.get("ContentSid") != null;
    }

    private static String nobody(Object inProfile, boolean overridden) {
        if (overridden) {
            return "The override's To is empty. Leave it out to use the person's phoneNumber.";
        }
        if (inProfile != null && !(inProfile instanceof String)) {
            return "The phoneNumber in the person's profile must be text: in quotes, in the form \"+919988776655\".";
        }
        return inProfile != null
                ? "phoneNumber is not a number in the form +919988776655: country code, no spaces or special"
                        + " characters. Correct it in the person's profile."
                : "The person's profile has no phoneNumber. Set it to the WhatsApp number in the form +919988776655:"
                        + " country code, no spaces or special characters.";
    }

    /** Addresses are opaque: beside numbers there are user names such as {@code whatsapp:US.ABC123}. */
    private static String prefixed(String address) {
        boolean complete = address.isBlank()
                || address.regionMatches(true, 0, CHANNEL_PREFIX, 0, CHANNEL_PREFIX.length());
        return complete ? address : CHANNEL_PREFIX + address;
    }

    private static List<String> values(Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().filter(Objects::nonNull).map(MessageForm::text).toList();
            default -> List.of(text(value));
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> object -> json(object);
            case List<?> list -> json(list);
            default -> value.toString();
        };
    }

    private static String json(Object value) {
        try {
            return Answer.JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON value has a JSON text", impossible);
        }
    }
}
