package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a message of ours looks like in the list that Twilio gives of an account's messages.
 *
 * <p>Twilio gives back neither the callback URL nor the template of a message, so this is all there is: the account,
 * both addresses and the text. Of a text only a digest is kept.
 */
final class MessageImprint {

    private static final String ACCOUNT = "AccountSid";
    private static final String TO = "To";
    private static final String FROM = "From";
    private static final String SERVICE = "MessagingServiceSid";
    private static final String TEXT = "Body";

    /** What Twilio puts before every text that a trial account sends. */
    private static final String TRIAL_PREFIX = "Sent from your Twilio trial account - ";

    private final Map<String, String> marks;

    MessageImprint(Imprint imprint) {
        this.marks = imprint.marks();
    }

    /**
     * Of a template or mere media nobody promises what Twilio shows as its text, and so no text marks it; free text is
     * shown as it was given.
     *
     * @return empty where Twilio's address of the person is none that could be kept
     */
    static Optional<Imprint> of(ProviderSettings settings, MessageForm.Complete form) {
        var marks = new LinkedHashMap<String, String>();
        marks.put(ACCOUNT, settings.require(TwilioDescriptor.ACCOUNT_SID));
        form.first(TO).ifPresent(to -> marks.put(TO, to));
        form.first(FROM).ifPresent(from -> marks.put(FROM, from));
        form.first(SERVICE).ifPresent(service -> marks.put(SERVICE, service));
        if (form.first("ContentSid").isEmpty()) {
            form.first(TEXT).ifPresent(text -> marks.put(TEXT, digest(text)));
        }
        return TwilioCallbacks.address(form.first(TO)).map(person -> new Imprint(person, marks));
    }

    /** Whether these settings are those of the account that the message went through. */
    boolean isOf(ProviderSettings settings) {
        return settings.require(TwilioDescriptor.ACCOUNT_SID).equals(marks.get(ACCOUNT));
    }

    /** What Twilio can be asked for: the messages between both addresses. */
    Map<String, String> filter() {
        var filter = new LinkedHashMap<String, String>();
        for (String address : new String[]{TO, FROM}) {
            if (marks.containsKey(address)) {
                filter.put(address, marks.get(address));
            }
        }
        return filter;
    }

    /** Whether a message that Twilio lists for these addresses looks like this. */
    boolean fits(JsonNode message) {
        return says(SERVICE, Answer.text(message, "messaging_service_sid"))
                && says(TEXT, Optional.of(digest(message.path("body").asText())));
    }

    private boolean says(String mark, Optional<String> shown) {
        return !marks.containsKey(mark) || shown.filter(marks.get(mark)::equals).isPresent();
    }

    private static String digest(String text) {
        String said = text.startsWith(TRIAL_PREFIX) ? text.substring(TRIAL_PREFIX.length()) : text;
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(said.strip().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
